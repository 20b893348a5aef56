"""A short window that puts packets back in order and says when one is lost. Pure."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Ordered(Generic[Item]):
    """An item in its turn; `lost` of its predecessors never came."""

    item: Item
    lost: int


class Reorder(Generic[Item]):
    """Waits for a missing number at most `patience_us`, or until `depth` later ones have come.

    `lost` counts numbers given up, `late` those that came after that or twice.
    """

    def __init__(self, patience_us: int, depth: int) -> None:
        self._patience_us, self._depth = patience_us, depth
        self._waiting: dict[int, tuple[int, Item]] = {}
        self._next: int | None = None
        self.lost = self.late = self.taken = 0

    def put(self, number: int, arrival_us: int, item: Item) -> None:
        """`number` does not run round."""
        if (self._next is not None and number < self._next) or number in self._waiting:
            self.late += 1
            return
        self._waiting[number] = (arrival_us, item)

    def take(self, now_us: int) -> list[Ordered[Item]]:
        """What has its turn by now."""
        ready: list[Ordered[Item]] = []
        while self._waiting:
            number = self._next if self._next in self._waiting else self._after_a_hole(now_us)
            if number is None:
                break
            lost = 0 if self._next is None else number - self._next
            ready.append(Ordered(self._waiting.pop(number)[1], lost))
            self.lost += lost
            self._next = number + 1
        self.taken += len(ready)
        return ready

    def _after_a_hole(self, now_us: int) -> int | None:
        """The number to go on with, when waiting for the missing one has lasted long enough."""
        oldest = min(arrival_us for arrival_us, _ in self._waiting.values())
        patient = now_us - oldest < self._patience_us and len(self._waiting) < self._depth
        return None if patient else min(self._waiting)
