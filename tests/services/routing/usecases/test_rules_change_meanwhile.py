"""The rules change, or the administrators, while somebody acts on them: terms follow the newest, somebody stays."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.bus import handlers
from services.routing.store.tables import OfficerRow
from services.routing.usecases.assign import Choice, confirm_assignment
from services.routing.usecases.officers import (
    LastAdministrator,
    NewOfficer,
    add_officer,
    change_officer,
    find_officer,
)
from shared.calendar import CalendarDay, DayType, default_calendar, end_of_day, local_day
from shared.contracts import meeting, routing
from shared.contracts.event import Event
from shared.identity import Role
from shared.ids import new_id
from tests.rules import rule
from tests.services.routing.house import RULE, House, hanoi
from tests.two_at_once import second_while_first_is_open

SHORTER = RULE.model_copy(update={"n": 3, "words": "3 ngày"})


@rule("C-04", "C-06")
@pytest.mark.parametrize("new_rules", ["calendar", "announcement"])
@pytest.mark.parametrize("first", ["assignment", "rules"])
async def test_a_question_assigned_while_the_rules_change_has_its_term_by_the_new_ones(
    house: House, new_rules: str, first: str
) -> None:
    question_id = await house.question()
    fact: Event = (
        _calendar(house) if new_rules == "calendar" else house.announced("2026-12-10 14:00", version=2, rule=SHORTER)
    )

    async def assign(session: AsyncSession) -> None:
        await confirm_assignment(session, house.leader, Choice(question_id, "office"), house.clock.now())

    async def hear(session: AsyncSession) -> None:
        await handlers(house.clock).handle(session, fact)  # type: ignore[arg-type]

    async def assign_meanwhile() -> None:
        async with house.act() as session:
            await assign(session)

    if first == "assignment":
        await second_while_first_is_open(house.database, assign, house.hear(fact))
    else:
        await second_while_first_is_open(house.database, hear, assign_meanwhile())
    row = await house.row(question_id)
    due = "2026-11-25 08:00" if new_rules == "calendar" else "2026-11-20 08:00"
    assert row.due_at == end_of_day(local_day(hanoi(due)))
    told = await house.facts(routing.QuestionAssigned)
    assert told[-1].due_at == row.due_at


def _calendar(house: House) -> meeting.CalendarChanged:
    off = CalendarDay(local_day(hanoi("2026-11-23 08:00")), DayType.OFF, "Nghỉ hoán đổi", "thông báo", True)
    cal = default_calendar().with_days([off])
    return meeting.CalendarChanged(
        unit_id=house.unit_id, occurred_at=house.clock.now(), version=cal.version, overrides=tuple(cal.to_rows())
    )


async def test_of_two_administrators_who_leave_at_the_same_moment_one_stays(house: House) -> None:
    async with house.act() as session:
        rows = [await add_officer(session, house.unit_id, _admin(), "s", house.clock.now()) for _ in range(2)]

    async def leave(session: AsyncSession, row: OfficerRow) -> None:
        officer = await find_officer(session, house.unit_id, row.id)
        await change_officer(session, officer, _admin(Role.LEADER), is_active=True)

    async def leave_too() -> None:
        async with house.act() as session:
            with pytest.raises(LastAdministrator):
                await leave(session, rows[1])

    await second_while_first_is_open(house.database, lambda session: leave(session, rows[0]), leave_too())


def _admin(role: Role = Role.ADMIN) -> NewOfficer:
    return NewOfficer(f"quan.tri.{new_id().hex[-8:]}", "Đỗ Văn Quản", "Quản trị", (role,))
