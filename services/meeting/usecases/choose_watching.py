"""The office decides who may watch from home."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.watching import choose, speakers
from services.meeting.store import people
from services.meeting.store.session_log import lock
from services.meeting.usecases.act import By, record
from shared.contracts.meeting import Watching


async def choose_watching(
    session: AsyncSession, conference_id: UUID, watching: Watching, by: By, now: datetime, note: str
) -> None:
    """Under the conference's lock, which an erasure takes too: none comes in between. Refuses what `choose` refuses."""
    live = await lock(session, conference_id, by.unit_id)
    erased = await people.erased_among(session, speakers(live.state))
    await record(session, live, choose(live.state, watching, erased), by, now, note=note)
