"""Name who is invited; the door expects everybody named here."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.invitation import Typed
from services.meeting.domain.plan_refusals import PlanIncomplete
from services.meeting.store import invitations, plans
from services.meeting.store.plan_tables import InvitationRow
from services.meeting.usecases.act import By


async def invite(
    session: AsyncSession, conference_id: UUID, group: str, area: str, people: Sequence[Typed], by: By
) -> int:
    """Add people to a group; the same command again adds nobody twice. Answers how many.

    Refuses an empty list and a group the plan does not have.
    Rule: R-018, R-019, R-020, R-021, R-077, R-078, R-080, R-081, R-082, R-083, R-084, R-085
    """
    await plans.find(session, conference_id, by.unit_id)
    profile = await plans.unit_profile(session, by.unit_id)
    if not people or group not in {one.key for one in profile.plan.invitees}:
        raise PlanIncomplete(what="nhóm và họ tên khách mời")
    for place, typed in enumerate(people):
        row = InvitationRow(
            invitation_id=uuid5(by.command_id or conference_id, f"invitation {place}"),
            conference_id=conference_id,
            unit_id=by.unit_id,
            group_key=group,
            area=area,
            full_name=typed.name,
            capacity=typed.capacity,
            phone=typed.phone,
            comes=None,
        )
        await invitations.keep(session, row)
    return len(people)


async def set_coming(
    session: AsyncSession, conference_id: UUID, invitation_id: UUID, comes: bool | None, by: By
) -> None:
    """What the invitee answered."""
    row = await invitations.find(session, invitation_id, conference_id, by.unit_id)
    row.comes = comes
    await invitations.keep(session, row)


async def uninvite(session: AsyncSession, conference_id: UUID, invitation_id: UUID, by: By) -> None:
    await invitations.remove(session, await invitations.find(session, invitation_id, conference_id, by.unit_id))
