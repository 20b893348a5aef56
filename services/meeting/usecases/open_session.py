"""The chair opens the conference: on its day, or on another one that was confirmed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain import floor, opening
from services.meeting.domain.refusals import NotAnnounced
from services.meeting.domain.session import Phase
from services.meeting.store.conference_tables import Status
from services.meeting.store.session_log import lock
from services.meeting.usecases.act import By, act
from shared.calendar import local_day, short_date


async def open_session(
    session: AsyncSession, conference_id: UUID, by: By, now: datetime, confirmed: date | None
) -> None:
    """Open, and note beside the event when it is not the planned day.

    Refuses a plan that is not published, another day than planned that was not `confirmed`, a second opening.
    Rule: R-098, C-14
    """
    live = await lock(session, conference_id, by.unit_id)
    planned, today = local_day(live.conference.starts_at), local_day(now)
    if live.conference.status is Status.DRAFT:
        raise NotAnnounced()
    if live.state.phase is Phase.PREPARED:
        opening.check_day(planned, today, confirmed)
    note = "" if today == planned else f"Ngày họp theo kế hoạch: {short_date(planned)}"
    await act(session, conference_id, by, now, floor.open_session, note=note)
