"""Intake asks for what was typed in the hall."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.store.question_tables import WalkInRow
from shared.contracts.meeting import WalkIn, WalkInReply, WalkInRequest


async def answer_walk_in(session: AsyncSession, request: WalkInRequest) -> WalkInReply:
    """The walk-ins of the unit among the ids asked for; unknown ones are left out."""
    statement = select(WalkInRow).where(
        WalkInRow.unit_id == request.unit_id, WalkInRow.question_id.in_(request.question_ids)
    )
    rows = (await session.execute(statement)).scalars()
    return WalkInReply(walk_ins=tuple(_walk_in(row) for row in rows))


def _walk_in(row: WalkInRow) -> WalkIn:
    return WalkIn(**{name: getattr(row, name) for name in WalkIn.model_fields})
