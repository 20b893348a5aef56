"""From the tap's frames to pictures and mixed sound on the recording's timeline."""

from typing import Any

from services.meeting.media.rtp import parse
from services.meeting.media.tap_frames import TapEvent, TapFrame, TapPacket, TapReport
from services.meeting.recorder.camera import Camera
from services.meeting.recorder.mixer import Mixer
from services.meeting.recorder.segments import Picture, Sound
from services.meeting.recorder.timeline import MICRO, PointClock, SourceClock
from services.meeting.recorder.voice import RATE, Voice

PICTURE_RATE = 90_000
HOLD_US = 300_000  # what is older than this has come or will not
FOR_EVER = 1 << 62


class StageFeed:
    """`take` what the tap gives, then `advance(now)`. Times come out as µs since `origin_us`."""

    def __init__(self, origin_us: int, *, aac: bool = False) -> None:
        self._origin_us = origin_us
        self._clocks: dict[str, PointClock] = {}
        self._points: dict[int, str] = {}
        self._voices: dict[int, Voice] = {}
        self._camera: Camera | None = None
        self._stage: int | None = None
        self._leaving: list[tuple[int, Voice]] = []  # closed, but not all of them is mixed yet
        self._pictures: list[Picture] = []
        self._mixer = Mixer(0, aac=aac)
        self._old_lost = self._old_taken = self._old_overdue = 0
        self.wants_key = False

    def take(self, frame: TapFrame) -> None:
        """One frame of the tap; packets of sources nobody announced are passed over."""
        match frame:
            case TapEvent(fields):
                self._hear_of(fields)
            case TapPacket("V", arrival_us, source, rtp) if self._camera and source == self._stage:
                self._camera.put(parse(rtp), arrival_us)
            case TapPacket("A", arrival_us, source, rtp) if source in self._voices:
                self._voices[source].put(parse(rtp), arrival_us)
            case TapReport(_, source, ntp, rtp):
                self._report(source, ntp, rtp)

    def advance(self, now_us: int) -> tuple[list[Picture], list[Sound], int]:
        """Pictures and sounds of the time before now less `HOLD_US`, and that time."""
        voices = [*self._voices.values(), *(voice for _, voice in self._leaving)]
        for voice in voices:
            voice.lay(now_us)
        until_us = now_us - HOLD_US - self._origin_us
        sounds = self._mixer.mix(voices, until_us * RATE // MICRO)
        self._let_go(now_us)
        pictures, self._pictures = self._pictures, []
        pictures += self._camera.pictures(now_us) if self._camera else []
        self.wants_key = bool(self._camera and self._camera.wants_key)
        return pictures, sounds, until_us

    def begin(self, now_us: int) -> None:
        """The tap is there (again): nothing is known, and no silence is made for the time it was away."""
        for source in list(self._voices):
            self._close_voice(source, 0)
        self._let_go(now_us)
        self._show(None, None)
        self._clocks, self._points = {}, {}
        self._mixer.skip_to((now_us - self._origin_us) * RATE // MICRO // 960 * 960)

    @property
    def losses(self) -> dict[str, int]:
        """Voice packets: taken in order, lost, and come too late to be mixed."""
        voices = [*self._voices.values(), *(voice for _, voice in self._leaving)]
        return {
            "taken": self._old_taken + sum(voice.taken for voice in voices),
            "lost": self._old_lost + sum(voice.lost for voice in voices),
            "overdue": self._old_overdue + sum(voice.overdue for voice in voices),
        }

    def _hear_of(self, fields: dict[str, Any]) -> None:
        match fields:
            case {"type": "stage", "source": None}:
                self._show(None, None)
            case {"type": "stage", "source": int(source), "point": str(point)} if source != self._stage:
                self._show(source, Camera(self._clock(source, point, PICTURE_RATE), self._origin_us, point))
            case {"type": "voices", "sources": [*sources], "at_us": int(at_us)}:
                self._open({one["source"]: one["point"] for one in sources}, at_us)
            case {"type": "gone", "source": int(source), "at_us": int(at_us)}:
                self._forget(source, at_us)

    def _show(self, source: int | None, camera: Camera | None) -> None:
        if self._camera:
            self._pictures += self._camera.pictures(FOR_EVER)
        self._stage, self._camera = source, camera

    def _open(self, wanted: dict[int, str], at_us: int) -> None:
        for source in self._voices.keys() - wanted.keys():
            self._close_voice(source, at_us)
        for source, point in wanted.items():
            if source not in self._voices:
                self._voices[source] = Voice(self._clock(source, point, RATE), self._origin_us)

    def _clock(self, source: int, point: str, rate: int) -> SourceClock:
        self._points[source] = point
        return SourceClock(rate, self._clocks.setdefault(point, PointClock()))

    def _forget(self, source: int, at_us: int) -> None:
        """A point that comes back may come with another computer: its clock is forgotten."""
        self._clocks.pop(self._points.pop(source, ""), None)
        self._close_voice(source, at_us)
        if source == self._stage:
            self._show(None, None)

    def _close_voice(self, source: int, at_us: int) -> None:
        if source in self._voices:
            self._leaving.append((at_us + 2 * HOLD_US, self._voices.pop(source)))

    def _let_go(self, now_us: int) -> None:
        for due_us, voice in [*self._leaving]:
            if due_us <= now_us:
                self._leaving.remove((due_us, voice))
                self._old_lost += voice.lost
                self._old_taken += voice.taken
                self._old_overdue += voice.overdue

    def _report(self, source: int, ntp: int, rtp: int) -> None:
        if source == self._stage and self._camera:
            self._camera.clock.report(ntp, rtp)
        elif source in self._voices:
            self._voices[source].clock.report(ntp, rtp)
