"""Where people sit, in words: every point on the console, the short name beside a speaker."""

from dataclasses import dataclass
from uuid import UUID

from services.meeting.domain.agenda import HallRules
from services.meeting.domain.points import FROM_HOME, Point
from services.meeting.domain.session import Session
from services.meeting.domain.stage import on_stage, point_of, turn_point


@dataclass(frozen=True, slots=True)
class Place:
    """One point as the console lists it; `speaks` says that its microphone has the turn."""

    point: Point
    present: int
    on_air: bool
    speaks: bool


def places(state: Session, rules: HallRules) -> list[Place]:
    """Every point, the hall first, and home when somebody is there; empty without branches: nothing to choose."""
    if not rules.has_branches:
        return []
    air, turn = on_stage(state, rules), turn_point(state, rules)
    present = [point_of(state, rules, person_id) for person_id in state.marks if state.is_present(person_id)]
    listed = [point for point in rules.seats if point != FROM_HOME or point in (air, *present)]
    return [Place(point, present.count(point), point == air, point == turn) for point in listed]


def seats(rules: HallRules) -> list[tuple[str, str]]:
    """The choices of a form that asks where somebody is; empty without branches."""
    return [(point.key, point.short_name) for point in rules.seats] if rules.has_branches else []


def seat_name(state: Session, rules: HallRules, person_id: UUID) -> str:
    """The short name beside a present person; empty where everybody is in the one hall. Rule: R-186"""
    if not rules.has_branches or not state.is_present(person_id):
        return ""
    return point_of(state, rules, person_id).short_name
