"""Cuts pictures and sound into parts of 250 ms and segments of about two seconds. Pure.

A segment begins at a key frame when two seconds are over, when a mark asks for it, and whenever the camera or its
parameter sets change. A key frame that does not come is waited for until four seconds, then the cut is made without.
"""

from collections import deque
from dataclasses import dataclass

from services.meeting.recorder.fragments import Sample, fragment
from services.meeting.recorder.h264 import Parameters
from services.meeting.recorder.init_segment import AAC, PICTURE_SCALE, PICTURES, SOUND, SOUND_SCALE
from services.meeting.recorder.segments import PART_US, SEGMENT_US, Part, Picture, Sound

MICRO = 1_000_000
EARLY_US = SEGMENT_US - 250_000  # a key frame from here on ends the segment
LATEST_US = 2 * SEGMENT_US


@dataclass(frozen=True, slots=True)
class Opened:
    """A segment begins."""

    start_us: int
    parameters: Parameters
    point: str


@dataclass(frozen=True, slots=True)
class Written:
    """A part of the open segment."""

    part: Part
    data: bytes
    frames: int


@dataclass(frozen=True, slots=True)
class Closed:
    """The open segment is complete; it ended at `end_us`."""

    end_us: int


Cut = Opened | Written | Closed


class Segmenter:
    """Give pictures and sounds in order, then `cut(until)`: everything before `until` is known to have come."""

    def __init__(self) -> None:
        self._pictures: deque[Picture] = deque()
        self._sounds: dict[int, deque[Sound]] = {SOUND: deque(), AAC: deque()}
        self._start: int | None = None
        self._at = 0  # where the next part begins
        self._parameters = Parameters(b"", b"")
        self._point = ""
        self._fragments = 0
        self._marked = False
        self.last_picture_us: int | None = None
        self.last_point = ""

    def add_picture(self, picture: Picture) -> None:
        """A picture that comes out of order or too late is shown as soon as it still can be."""
        soonest = max(self._at if self._start is not None else 0, (self.last_picture_us or -2) + 1, 0)
        if picture.at_us < soonest:
            picture = Picture(soonest, picture.sample, picture.is_key, picture.parameters, picture.point)
        self.last_picture_us, self.last_point = picture.at_us, picture.point
        self._pictures.append(picture)

    def add_sound(self, sound: Sound) -> None:
        self._sounds[AAC if sound.is_aac else SOUND].append(sound)

    def mark(self) -> None:
        """The next key frame begins a segment."""
        self._marked = True

    @property
    def is_open(self) -> bool:
        return self._start is not None

    @property
    def open_for_us(self) -> int:
        """How long the open segment is by now."""
        return 0 if self._start is None or self.last_picture_us is None else self.last_picture_us - self._start

    def cut(self, until_us: int) -> list[Cut]:
        """The parts and segments that end by `until_us`."""
        cuts: list[Cut] = []
        while self._start is not None or self._open_at_a_key(until_us, cuts):
            boundary = self._boundary()
            end = min(self._at + PART_US, self._latest(), self._latest() if boundary is None else boundary)
            if end > until_us:
                break
            cuts += self._write(end)
            if end in (boundary, self._latest()):
                cuts.append(Closed(end))
                self._go_on(end, cuts, by_key=end == boundary)
        return cuts

    def finish(self) -> list[Cut]:
        """Everything that is left, and the end of the open segment."""
        heard = [_us(sound.tick + sound.ticks) for sound in self._sounds[SOUND]]
        last = max((self.last_picture_us or 0) + 1, *heard[-1:], 0)
        cuts = self.cut(last)
        if self._start is not None:
            end = max(last, self._at)
            cuts += [*self._write(end), Closed(end)]
        self._pictures.clear()
        for sounds in self._sounds.values():
            sounds.clear()
        self._start = self.last_picture_us = None
        return cuts

    def _latest(self) -> int:
        return (self._start or 0) + LATEST_US

    def _boundary(self) -> int | None:
        """Where the next segment begins, as far as the pictures say."""
        for picture in self._pictures:
            if picture.is_key and picture.at_us > (self._start or 0) and self._ends_here(picture):
                return picture.at_us
        return None

    def _ends_here(self, picture: Picture) -> bool:
        late = picture.at_us >= (self._start or 0) + EARLY_US
        return late or self._marked or picture.parameters != self._parameters or picture.point != self._point

    def _open_at_a_key(self, until_us: int, cuts: list[Cut]) -> bool:
        while self._pictures and self._pictures[0].at_us < until_us:
            if self._pictures[0].is_key:
                start = self._pictures[0].at_us
                for track in self._sounds:
                    self._sounds_until(track, start)
                self._go_on(start, cuts, by_key=True)
                return True
            self._pictures.popleft()
        return False

    def _go_on(self, start_us: int, cuts: list[Cut], *, by_key: bool) -> None:
        if by_key:
            self._parameters, self._point = self._pictures[0].parameters, self._pictures[0].point
            self._marked = False
        self._start = self._at = start_us
        cuts.append(Opened(start_us, self._parameters, self._point))

    def _write(self, end_us: int) -> list[Cut]:
        pictures = self._pictures_until(end_us)
        tracks = [*((track, self._sounds_until(track, end_us)) for track in self._sounds), (PICTURES, pictures)]
        part = Part(end_us - self._at, bool(pictures and pictures[0][1].is_key))
        data = b""
        for track, samples in tracks:
            if samples:
                self._fragments += 1
                data += fragment(self._fragments, track, samples[0][0], [sample for _, sample in samples])
        self._at = end_us
        return [Written(part, data, len(pictures))] if data else []

    def _pictures_until(self, end_us: int) -> list[tuple[int, Sample]]:
        taken: list[tuple[int, Sample]] = []
        while self._pictures and self._pictures[0].at_us < end_us:
            picture = self._pictures.popleft()
            until = self._pictures[0].at_us if self._pictures else end_us
            tick = _ticks(picture.at_us)
            taken.append((tick, Sample(picture.sample, max(_ticks(until) - tick, 1), picture.is_key)))
        return taken

    def _sounds_until(self, track: int, end_us: int) -> list[tuple[int, Sample]]:
        taken: list[tuple[int, Sample]] = []
        sounds = self._sounds[track]
        while sounds and _us(sounds[0].tick) < end_us:
            sound = sounds.popleft()
            taken.append((sound.tick, Sample(sound.data, sound.ticks)))
        return taken


def _us(tick: int) -> int:
    return tick * MICRO // SOUND_SCALE


def _ticks(at_us: int) -> int:
    return at_us * PICTURE_SCALE // MICRO
