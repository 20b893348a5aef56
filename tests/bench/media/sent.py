"""What was sent while it was on the stage, against what the archive holds. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

Stamp = tuple[str, int, int]  # who, which frame, when
SAME_TIME_US = 50_000  # two lines of one machine are not read in the order of their packets


@dataclass(frozen=True, slots=True)
class Sent:
    """Frames in the stretches on the stage; `twice` counts those that came again or out of order."""

    sent: int
    archived: int
    lost: int
    twice: int
    changes: int


def compare(logs: Mapping[str, Sequence[tuple[int, int]] | None], stamps: Sequence[Stamp]) -> Sent:
    """A stretch lasts from a point's first archived frame to the next point's first; the last one to the very end."""
    stretches = [list(run) for _, run in groupby(stamps, key=lambda stamp: stamp[0])]
    sent = lost = 0
    for run, following in pairwise([*stretches, []]):
        end_us = following[0][2] - SAME_TIME_US if following else None
        here = {number for _, number, _ in run}
        due = [
            number
            for number, at_us in logs[run[0][0]] or ()
            if number in here or (number > run[0][1] and (end_us is None or at_us < end_us))
        ]
        sent += len(due)
        lost += len(set(due) - here)
    twice = sum(a[0] == b[0] and b[1] <= a[1] for a, b in pairwise(stamps))
    return Sent(sent, len(stamps), lost, twice, max(len(stretches) - 1, 0))
