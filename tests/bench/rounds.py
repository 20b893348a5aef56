"""Two sides of one comparison, measured in turns, so that a neighbour's load falls on both."""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

Side = Callable[[], Awaitable[float]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rates a second of both sides, round by round."""

    ours: tuple[float, ...]
    raw: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of the rounds' own ratios: each round's two sides ran next to each other."""
        return median(a / b for a, b in zip(self.ours, self.raw, strict=True))

    def figures(self) -> dict[str, Any]:
        return {
            "ours_per_s": round(median(self.ours)),
            "raw_per_s": round(median(self.raw)),
            "rounds": [
                {"ours": round(a), "raw": round(b), "ratio": round(a / b, 3)}
                for a, b in zip(self.ours, self.raw, strict=True)
            ],
        }


async def alternate(ours: Side, raw: Side, rounds: int) -> Comparison:
    """Each round runs both sides; who goes first changes. The first round warms up and is not counted."""
    results: list[tuple[float, float]] = []
    for number in range(rounds + 1):
        if number % 2:
            first = await ours()
            results.append((first, await raw()))
        else:
            first = await raw()
            results.append((await ours(), first))
    a, b = zip(*results[1:], strict=True)
    return Comparison(a, b)


async def in_turns(sides: Mapping[str, Side], rounds: int) -> dict[str, tuple[float, ...]]:
    """The same for any number of sides: each round begins with another one."""
    results: dict[str, list[float]] = {name: [] for name in sides}
    names = list(sides)
    for _ in range(rounds + 1):
        for name in names:
            results[name].append(await sides[name]())
        names = [*names[1:], names[0]]
    return {name: tuple(figures[1:]) for name, figures in results.items()}


async def rate(work: Awaitable[int]) -> float:
    """How many a second, for work that answers how many it did."""
    begun = time.perf_counter()
    count = await work
    return count / (time.perf_counter() - begun)
