"""Two people at one plan, calendar or result at the same moment: the second goes on from what the first left."""

from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.store import calendars, minutes, results
from services.meeting.usecases.keep_calendar import set_days
from services.meeting.usecases.plan_conference import draft_conference
from shared.calendar import CalendarDay, DayType
from shared.contracts.meeting import CalendarChanged
from shared.database.engine import Database
from shared.ids import new_id
from tests.rules import rule
from tests.services.meeting.plan.offices import NOW, office, wish
from tests.two_at_once import second_while_first_is_open


@rule("C-19")
async def test_of_two_days_entered_at_the_same_moment_both_stand_in_the_calendar_that_is_told_last(database: Database):
    ours = await office(database)
    storm, flood = [CalendarDay(date(2026, 11, day), DayType.OFF, "Nghỉ bão", "Công điện", True) for day in (16, 17)]

    async def enter(session: AsyncSession, day: CalendarDay, seconds: int) -> None:
        await set_days(session, [day], day.name, ours.by, NOW + timedelta(seconds=seconds))

    async def enter_meanwhile() -> None:  # clicked a moment earlier, done a moment later
        async with database.transaction() as session:
            await enter(session, flood, 0)

    await second_while_first_is_open(database, lambda session: enter(session, storm, 1), enter_meanwhile())
    async with database.transaction() as session:
        calendar = await calendars.calendar_of(session, ours.unit_id)
    assert not calendar.is_working_day(storm.day) and not calendar.is_working_day(flood.day)
    told = await ours.told(CalendarChanged)
    assert [one.version for one in told][-1] == calendar.version
    assert told[0].occurred_at < told[1].occurred_at, "the other rooms keep the latest"


async def test_two_drafts_of_one_day_get_addresses_of_their_own(database: Database):
    ours = await office(database)

    async def draft(session: AsyncSession) -> None:
        await draft_conference(session, new_id(), wish(), ours.by, NOW)

    async def draft_meanwhile() -> None:
        async with database.transaction() as session:
            await draft(session)

    await second_while_first_is_open(database, draft, draft_meanwhile())


async def test_two_who_open_minutes_and_result_for_the_first_time_both_see_them(database: Database):
    ours = await office(database)
    conference_id = await ours.announces()

    async def look(session: AsyncSession) -> None:
        await minutes.row_of(session, conference_id, ours.unit_id)
        await results.row_of(session, conference_id, ours.unit_id, lock=True)

    async def look_meanwhile() -> None:
        async with database.transaction() as session:
            await look(session)

    await second_while_first_is_open(database, look, look_meanwhile())
