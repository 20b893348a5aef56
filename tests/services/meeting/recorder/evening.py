"""A stage played into the recorder's core at once, on a clock that only counts."""

from collections.abc import Callable, Iterable

from services.meeting.media.tap_frames import TapEvent, TapFrame
from services.meeting.recorder.init_segment import init_segment
from services.meeting.recorder.segmenter import Cut, Opened, Segmenter, Written
from services.meeting.recorder.stage_feed import HOLD_US, StageFeed
from tests.services.meeting.recorder.decoding import Decoded, decode

ORIGIN = 1_800_000_000_000_000
STEP_US = 20_000


def arrival(frame: TapFrame) -> int:
    return frame.fields["at_us"] if isinstance(frame, TapEvent) else frame.arrival_us


def on_stage(source: int, point: str, at_us: int = ORIGIN) -> TapEvent:
    return TapEvent({"type": "stage", "source": source, "point": point, "at_us": at_us})


def heard(*sources: tuple[int, str], at_us: int = ORIGIN) -> TapEvent:
    told = [{"source": source, "point": point} for source, point in sources]
    return TapEvent({"type": "voices", "sources": told, "at_us": at_us})


class Evening:
    """`play` frames in the order of their arrival; then look at `cuts` and `film`."""

    def __init__(self) -> None:
        self.feed, self.segmenter = StageFeed(ORIGIN), Segmenter()
        self.cuts: list[Cut] = []

    def play(self, frames: Iterable[TapFrame], each_step: Callable[[int], None] = lambda _now: None) -> "Evening":
        now = ORIGIN
        for frame in sorted(frames, key=arrival):
            while now + STEP_US <= arrival(frame):
                now += STEP_US
                self._step(now)
                each_step(now)
            self.feed.take(frame)
        for _ in range(HOLD_US // STEP_US + 1):
            now += STEP_US
            self._step(now)
        self.cuts += self.segmenter.finish()
        return self

    def _step(self, now: int) -> None:
        pictures, sounds, until = self.feed.advance(now)
        for picture in pictures:
            self.segmenter.add_picture(picture)
        for sound in sounds:
            self.segmenter.add_sound(sound)
        self.cuts += self.segmenter.cut(until)

    @property
    def opened(self) -> list[Opened]:
        return [cut for cut in self.cuts if isinstance(cut, Opened)]

    def film(self) -> Decoded:
        """All of it under the first init segment."""
        body = b"".join(cut.data for cut in self.cuts if isinstance(cut, Written))
        return decode(init_segment(self.opened[0].parameters) + body)
