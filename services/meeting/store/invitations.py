"""Who is invited. The door finds every named invitee among the people of the conference, under the same id."""

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.invitation import Invitee
from services.meeting.store import people
from services.meeting.store.people_tables import Person
from services.meeting.store.plan_tables import InvitationRow
from shared.refusals import NotFound
from shared.vietnamese import public_name, sort_key


async def of_conference(session: AsyncSession, conference_id: UUID) -> list[InvitationRow]:
    """In the order of names."""
    statement = select(InvitationRow).where(InvitationRow.conference_id == conference_id)
    return sorted((await session.execute(statement)).scalars(), key=lambda row: sort_key(row.full_name))


async def find(session: AsyncSession, invitation_id: UUID, conference_id: UUID, unit_id: str) -> InvitationRow:
    """Locked: what is decided about an invitee does not bring back one who was taken off the list meanwhile."""
    row = await session.get(InvitationRow, invitation_id, with_for_update=True)
    if row is None or (row.conference_id, row.unit_id) != (conference_id, unit_id):
        raise NotFound()
    return row


async def keep(session: AsyncSession, row: InvitationRow) -> None:
    """Save the invitee, and let the door expect the person."""
    await session.merge(row)
    display = f"{row.full_name} – {row.capacity}" if row.capacity else row.full_name
    guest = people.person_row(
        row.unit_id,
        row.conference_id,
        row.invitation_id,
        display_name=display,
        public_name=public_name(row.full_name, row.area),
        area=row.area,
        code="",
        attends=row.comes is not False,
        is_guest=True,
    )
    await people.save(session, [guest])


async def remove(session: AsyncSession, row: InvitationRow) -> None:
    """The person leaves the door's list too."""
    key = (Person.conference_id == row.conference_id, Person.person_id == row.invitation_id)
    await session.execute(delete(Person).where(*key))
    await session.delete(row)


def invitee_of(row: InvitationRow) -> Invitee:
    return Invitee(row.invitation_id, row.group_key, row.area, row.full_name, row.capacity, row.phone, row.comes)
