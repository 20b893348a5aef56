"""The invitation list: groups of the plan, quotas by area, and lines as an officer types them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from shared.profiles import Profile
from shared.profiles.plan import Invitees


@dataclass(frozen=True, slots=True)
class Invitee:
    """One invited person. `comes` is none while nobody knows."""

    id: UUID
    group: str
    area: str
    name: str
    capacity: str
    phone: str
    comes: bool | None


@dataclass(frozen=True, slots=True)
class Typed:
    """One line of the box: 'Nguyễn Văn A – Bí thư chi bộ – 0912345678', the last two optional."""

    name: str
    capacity: str
    phone: str


@dataclass(frozen=True, slots=True)
class Quota:
    """How many of the persons an area was asked for are named. Rule: R-085"""

    area: str
    named: int
    asked: int

    @property
    def is_full(self) -> bool:
        return self.named >= self.asked


def read_lines(text: str) -> list[Typed]:
    """Persons out of the box; empty lines are passed over."""
    lines = [line.replace(" - ", " – ").split(" – ") for line in text.splitlines()]
    parts = [[part.strip() for part in line] + ["", ""] for line in lines]
    return [Typed(name, capacity, phone) for name, capacity, phone, *_ in parts if name]


def quotas(profile: Profile, group: Invitees, invited: Iterable[Invitee]) -> tuple[Quota, ...]:
    """One row an area, for a group that is asked by area. Rule: R-085"""
    named = Counter(invitee.area for invitee in invited if invitee.group == group.key)
    return tuple(Quota(area.name, named[area.name], group.per_area) for area in profile.unit.areas)


def in_groups(profile: Profile, invited: Sequence[Invitee]) -> list[tuple[Invitees, list[Invitee]]]:
    """The plan's groups in their order, each with its people. Rule: R-018, R-020, R-077, R-078, R-080, R-084"""
    return [(group, [one for one in invited if one.group == group.key]) for group in profile.plan.invitees]
