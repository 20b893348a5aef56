"""Which point stands in which m-line of a viewer: nobody moves without need. Pure."""

from collections.abc import Sequence

Filled = tuple[str | None, ...]


def fill(present: Filled, wanted: Sequence[str]) -> Filled:
    """Keep each wanted point where it stands; newcomers take the first empty slots, in order; the rest are left out."""
    kept = [point if point in wanted else None for point in present]
    newcomers = [point for point in wanted if point not in kept]
    for at, point in enumerate(kept):
        if point is None and newcomers:
            kept[at] = newcomers.pop(0)
    return tuple(kept)


def fill_voices(present: Filled, wanted: Sequence[str], stage: str | None) -> Filled:
    """The same, with the stage's voice in the first slot, which shares the stage's picture's stream."""
    if not present or stage not in wanted:
        return fill(present, wanted)
    others = [point if point != stage else None for point in present]
    if others[0] is not None and None in others[1:]:  # room for whoever stood there
        place = others.index(None, 1)
        others[place] = others[0]
    return (stage, *fill(tuple(others[1:]), [point for point in wanted if point != stage]))
