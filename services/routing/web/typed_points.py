"""Branch points as an administrator types them, one a line: `Chi nhánh 1; Điểm cầu Chi nhánh số 1; số 5 phố X`."""

import re
from collections.abc import Iterable
from typing import Any

from shared.profiles import Profile
from shared.profiles.points import Point
from shared.vietnamese import fold

NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")


def lines_of(points: Iterable[Point]) -> str:
    """The branch points as they are typed; the hall is the plan's venue and stands elsewhere."""
    return "\n".join(f"{p.short_name}; {p.name}; {p.address}" for p in points if not p.is_hall)


def typed_points(profile: Profile, text: str, *, is_checked: bool) -> list[dict[str, Any]]:
    """The hall and the typed branches. A branch keeps its key and operator as long as its short name stays."""
    known = {p.short_name: p for p in profile.points if not p.is_hall}
    branches = {b["key"]: b for line in text.splitlines() if (b := _branch(line, known, profile, is_checked))}
    hall = next((p for p in profile.points if p.is_hall), profile.points_in_use()[0])
    return [hall.model_dump(mode="json"), *branches.values()]


def _branch(line: str, known: dict[str, Point], profile: Profile, is_checked: bool) -> dict[str, Any] | None:
    short, name, address = (part.strip() for part in (*line.split(";", 2), "", "")[:3])
    key = known[short].key if short in known else NOT_IN_A_KEY.sub("-", fold(short)).strip("-")
    if not key:
        return None
    point = Point(
        key=key,
        name=name or f"Điểm cầu {short}",
        short_name=short,
        address=address or profile.unit.city,
        operator=known[short].operator if short in known else "",
        source=known[short].source if short in known else ("R-209",),
        is_default=not is_checked,
    )
    return point.model_dump(mode="json")
