"""Places on the timeline of a recording: how long it is, and where it has holes. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MICRO = 1_000_000
LEAST_HOLE_S = 0.5  # less nobody sees
LEAST_HOLE_US = round(LEAST_HOLE_S * MICRO)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From and to, in seconds from the beginning of the recording."""

    start_s: float
    end_s: float

    @property
    def seconds(self) -> float:
        return self.end_s - self.start_s


def stretch(start_us: int, end_us: int) -> Stretch:
    return Stretch(start_us / MICRO, end_us / MICRO)


def holes(spans: Iterable[tuple[int, int]]) -> list[Stretch]:
    """What lies between the recorded spans (µs, in order) and is long enough to be missed."""
    found: list[Stretch] = []
    at: int | None = None
    for start, end in spans:
        if at is not None and start - at >= LEAST_HOLE_US:
            found.append(stretch(at, start))
        at = max(at or 0, end)
    return found


def recorded(spans: Sequence[tuple[int, int]]) -> Stretch | None:
    """From the first recorded picture to the last."""
    return stretch(spans[0][0], spans[-1][1]) if spans else None
