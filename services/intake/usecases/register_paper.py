"""Key in what came on paper, over the counter, by post, by mail or over the telephone."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.store.tables import Conference
from services.intake.usecases.receive import Incoming, Plan, Receipt, receive
from shared.profiles import Profile
from shared.refusals import Refusal


class ReceivedInFuture(Refusal):
    """The legal time of receipt lies ahead."""

    code: ClassVar[str] = "received_in_future"
    status: ClassVar[int] = 422


async def register_paper(
    session: AsyncSession, conference: Conference, profile: Profile, incoming: Incoming, now: datetime
) -> Receipt:
    """Store the form under its legal time of receipt, whatever stage the conference is in: paper is never turned back
    at the counter. Refuses a time in the future. Rule: R-011, R-028, R-029, R-092, R-093, C-05
    """
    if incoming.received_at > now:
        raise ReceivedInFuture()
    plan = Plan(conference.unit_id, conference.id, conference.version, conference.closes_at)
    return await receive(session, plan, profile, incoming, now)
