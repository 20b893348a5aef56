"""Key in what came on paper, over the counter, by post, by mail or over the telephone."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.store.tables import Conference
from services.intake.store.uploads import adopt, kept_of
from services.intake.usecases.receive import Incoming, Plan, Receipt, receive
from shared.profiles import Profile
from shared.refusals import Refusal


class ReceivedInFuture(Refusal):
    """The legal time of receipt lies ahead."""

    code: ClassVar[str] = "received_in_future"
    status: ClassVar[int] = 422


class ScanGone(Refusal):
    """A scan lay on an open page for more than a day and was swept."""

    code: ClassVar[str] = "scan_gone"


async def register_paper(
    session: AsyncSession, conference: Conference, profile: Profile, incoming: Incoming, now: datetime
) -> Receipt:
    """Store the form under its legal time of receipt, whatever stage the conference is in: paper is never turned back
    at the counter. Refuses a time in the future and a scan that was swept.

    Rule: R-011, R-028, R-029, R-092, R-093, C-05
    """
    if incoming.received_at > now:
        raise ReceivedInFuture()
    await _take_over(session, incoming)
    plan = Plan(conference.unit_id, conference.id, conference.version, conference.closes_at)
    return await receive(session, plan, profile, incoming, now)


async def _take_over(session: AsyncSession, incoming: Incoming) -> None:
    """The scans belong to the form from its commit on; until then the sweep waits."""
    keys = {scan.key for scan in incoming.scans}
    if keys - await kept_of(session, keys):
        raise ScanGone()
    await adopt(session, keys)
