"""What the recorder cuts, and what it makes of it. Times are µs since the recording's origin. Pure."""

from dataclasses import dataclass, replace
from itertools import pairwise

from services.meeting.recorder.h264 import Parameters

PART_US = 250_000
SEGMENT_US = 2_000_000
TOLERANCE_US = 100_000  # less than this between two segments is no gap


@dataclass(frozen=True, slots=True)
class Picture:
    """One access unit as MP4 keeps it. `point` is who is seen; the slate is seen at the point "" ."""

    at_us: int
    sample: bytes
    is_key: bool
    parameters: Parameters
    point: str


@dataclass(frozen=True, slots=True)
class Sound:
    """One packet of the mixed voices, Opus or AAC; `tick` and `ticks` in samples, since the origin and long."""

    tick: int
    data: bytes
    ticks: int = 960
    is_aac: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a segment, about 250 ms; `is_independent` where it begins with a key frame."""

    duration_us: int
    is_independent: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """One object of the archive. `init` is the number of its init segment, `point` who is seen first.

    `parts` are only known of the newest segments.
    """

    number: int
    init: int
    start_us: int
    duration_us: int
    point: str = ""
    frames: int = 0
    parts: tuple[Part, ...] = ()

    @property
    def end_us(self) -> int:
        return self.start_us + self.duration_us

    @property
    def name(self) -> str:
        """Names its bytes for ever: also after a crash no other segment is called so."""
        return f"{self.number:06d}-{self.start_us // 1000}"

    def with_part(self, part: Part) -> "Segment":
        return replace(self, parts=(*self.parts, part), duration_us=self.duration_us + part.duration_us)


@dataclass(frozen=True, slots=True)
class Gap:
    """Time in which nothing was recorded."""

    start_us: int
    end_us: int


def is_joined(before: Segment, after: Segment) -> bool:
    """Whether no time is missing between the two."""
    return after.start_us - before.end_us <= TOLERANCE_US


def gaps(segments: tuple[Segment, ...]) -> tuple[Gap, ...]:
    """The holes between segments given in their order."""
    return tuple(Gap(one.end_us, two.start_us) for one, two in pairwise(segments) if not is_joined(one, two))
