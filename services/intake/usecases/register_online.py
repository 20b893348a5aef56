"""Register over the web: the moment the server has the form is its legal time of receipt."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.submission import Submission
from services.intake.domain.window import Phase
from services.intake.store.conferences import PublicPlan
from services.intake.usecases.receive import Incoming, Plan, Receipt, receive
from shared.contracts.intake import Channel
from shared.identity.actor import CITIZEN
from shared.profiles import Profile
from shared.refusals import Refusal


class RegistrationClosed(Refusal):
    """There is nothing to register for yet, or no more."""

    code: ClassVar[str] = "registration_closed"


CLOSED_WORDS = {Phase.NOT_OPEN: "chưa mở đăng ký", Phase.CONCLUDED: "đã kết thúc"}


async def register_online(
    session: AsyncSession, plan: PublicPlan, profile: Profile, form: Submission, now: datetime
) -> Receipt:
    """Store the form. Late ones are kept too, even during the session; refused only before opening and after the end.

    Rule: R-011, R-026, R-032, C-05
    """
    phase = plan.window.phase(now)
    if phase in CLOSED_WORDS:
        raise RegistrationClosed(why=CLOSED_WORDS[phase])
    known = Plan(plan.unit_id, plan.conference_id, plan.version, plan.closes_at)
    incoming = Incoming(form, Channel.WEB, received_at=now, actor=CITIZEN, signed_name=form.full_name)
    return await receive(session, known, profile, incoming, now)
