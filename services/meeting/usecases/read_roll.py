"""The roll is pulled from intake in the background; screens never wait for it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.facts_session import RollRead
from services.meeting.domain.one_person import recognise
from services.meeting.store import films, people
from services.meeting.store.conference_tables import Conference
from services.meeting.store.session_log import lock
from services.meeting.usecases.act import By, record
from shared.contracts.intake import RollChanged, RollReply, RollRow
from shared.refusals import NotFound, NotYet


async def want_roll(session: AsyncSession, fact: RollChanged) -> None:
    """Remember that the roll must be pulled again."""
    try:
        live = await lock(session, fact.conference_id, fact.unit_id)
    except NotFound as error:
        raise NotYet(str(fact.conference_id)) from error
    live.conference.roll_wanted += 1


async def wanted(session: AsyncSession) -> list[Conference]:
    """Conferences whose roll is older than what intake told."""
    statement = select(Conference).where(Conference.roll_wanted > Conference.roll_read)
    return list((await session.execute(statement)).scalars())


async def keep_roll(
    session: AsyncSession, unit_id: str, conference_id: UUID, reply: RollReply, wanted_then: int, now: datetime
) -> None:
    """Save the names that were pulled when `roll_wanted` stood at `wanted_then`, and wake the screens."""
    live = await lock(session, conference_id, unit_id)
    agreed = await people.agreed_in_the_hall(session, conference_id)
    erased = await people.erased_among(session, [row.person_id for row in reply.rows])
    rows = [row for row in reply.rows if row.person_id not in erased]
    await people.save(session, [_row(unit_id, conference_id, row, row.person_id in agreed) for row in rows])
    await films.tell_again(session, conference_id)
    live.conference.roll_read = max(live.conference.roll_read, wanted_then)
    events = (*recognise(live.state, _persons(reply)), RollRead())
    await record(session, live, events, By(unit_id, "system", ""), now)


def _persons(reply: RollReply) -> list[list[UUID]]:
    """The ids of each person on the roll; several where intake knows several forms of one."""
    persons: dict[UUID, list[UUID]] = {}
    for row in reply.rows:
        persons.setdefault(row.same_as or row.person_id, []).append(row.person_id)
    return list(persons.values())


def _row(unit_id: str, conference_id: UUID, row: RollRow, shows_name: bool) -> dict[str, object]:
    return people.person_row(
        unit_id,
        conference_id,
        row.person_id,
        display_name=row.display_name,
        public_name=row.display_name if shows_name else row.public_name,
        publishes_name=row.publishes_name or shows_name,
        initial_name=row.initial_name,
        area=row.area,
        code=row.code,
        registration_id=row.registration_id,
        attends=row.attends,
    )
