"""A unit's profile: everything the plan fixes, as data. No rule of a service lives here."""

from typing import Literal, Self

from pydantic import model_validator

from shared.profiles.checks import problems
from shared.profiles.documents import LateNotice, Notice, Signing, Symbol
from shared.profiles.form import Form
from shared.profiles.part import Part
from shared.profiles.plan import Plan
from shared.profiles.points import Point
from shared.profiles.rules import Rules
from shared.profiles.unit import Department, RoleHolder, Unit


class Profile(Part):
    """One unit's plan, people, rules, form and documents. Travels whole in `evt.routing.unit.changed.v1`.

    Rule: R-003, R-035, R-075, R-125
    """

    schema_version: Literal[1]
    version: int
    unit: Unit
    departments: tuple[Department, ...]
    roles: tuple[RoleHolder, ...]
    plan: Plan
    points: tuple[Point, ...] = ()
    rules: Rules
    form: Form
    notices: tuple[Notice, ...]
    late_notice: LateNotice
    symbols: tuple[Symbol, ...]
    signing: tuple[Signing, ...]

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if found := problems(self):
            raise ValueError("; ".join(found))
        return self

    def department(self, key: str) -> Department | None:
        """The department with this key; none when the unit has no such department."""
        return next((d for d in self.departments if d.key == key), None)

    def point(self, key: str) -> Point | None:
        """The point with this key; none when the unit has no such point."""
        return next((point for point in self.points if point.key == key), None)

    def points_in_use(self) -> tuple[Point, ...]:
        """The hall first; branch points only when the conference is held with them. Rule: R-024, R-186"""
        hall = next((point for point in self.points if point.is_hall), None) or _bare_hall(self.plan)
        branches = tuple(point for point in self.points if not point.is_hall)
        return (hall, *branches) if self.plan.is_online else (hall,)

    def notice(self, reason: str) -> Notice:
        """The notice for an exclusion reason. Raises `KeyError` for an unknown reason."""
        for notice in self.notices:
            if notice.reason == reason:
                return notice
        raise KeyError(reason)

    def symbol(self, kind: str) -> Symbol:
        """The symbol of a document kind. Raises `KeyError` for an unknown kind."""
        for symbol in self.symbols:
            if symbol.kind == kind:
                return symbol
        raise KeyError(kind)

    def holder(self, role: str) -> str:
        """The name of the body or person that carries a role; empty when nobody does."""
        return next((holder.name for holder in self.roles if holder.role == role), "")


def _bare_hall(plan: Plan) -> Point:
    """The hall of a unit that names no points: its venue."""
    venue = plan.venue
    return Point(
        key="hall",
        name=venue.name,
        short_name="Hội trường",
        address=venue.address,
        is_hall=True,
        source=venue.source,
        clause=venue.clause,
        is_default=venue.is_default,
    )
