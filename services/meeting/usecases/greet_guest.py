"""A guest without a question comes in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain import door
from services.meeting.domain.presence import Presence
from services.meeting.domain.refusals import NeedsText
from services.meeting.domain.stage import seat_at
from services.meeting.store import people
from services.meeting.usecases.act import By, act
from shared.vietnamese import public_name


async def greet_guest(
    session: AsyncSession,
    conference_id: UUID,
    person_id: UUID,
    full_name: str,
    area: str,
    by: By,
    now: datetime,
    point: str = "",
) -> None:
    """Write the guest into the attendance list and note the presence, in the hall or at a branch point."""
    if not full_name:
        raise NeedsText()
    await act(
        session,
        conference_id,
        by,
        now,
        lambda state, rules: door.mark(
            state, person_id, Presence.PRESENT, area, is_guest=True, point=seat_at(rules, point)
        ),
    )
    guest = people.person_row(
        by.unit_id,
        conference_id,
        person_id,
        display_name=full_name,
        public_name=public_name(full_name, area),
        area=area,
        code="",
        is_guest=True,
    )
    await people.save(session, [guest])
