"""Turn a question away: always a person's decision, always with a reason the sender reads."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.notice import REASON_WORDS, compose
from services.intake.domain.question import Act, State, check, must_hide
from services.intake.store.questions import lock_question, note
from services.intake.store.tables import Question
from services.intake.store.units import get_profile
from shared.contracts.intake import ExclusionReason, QuestionTurnedAway
from shared.identity.actor import Actor
from shared.messaging import outbox


async def turn_away(
    session: AsyncSession,
    unit_id: str,
    question_id: UUID,
    reason: ExclusionReason,
    added: str,
    actor: Actor,
    now: datetime,
) -> Question:
    """Keep the question off the agenda and send its notice. Refuses one that is already decided.

    Rule: R-016, R-032, R-074, C-09, C-11
    """
    question = await lock_question(session, unit_id, question_id)
    check(Act.TURN_AWAY, question.state, question.code)
    profile = await get_profile(session, unit_id)
    question.state, question.reason = State.TURNED_AWAY, reason
    question.restricted = must_hide(reason)
    question.notice = compose(profile.notice(reason), added)
    question.decided_at, question.decided_by = now, actor.name
    await note(session, question, "turned_away", REASON_WORDS[reason], actor, now)
    outbox.put(session, _fact(question, reason, actor, now), question.traceparent)
    return question


def _fact(question: Question, reason: ExclusionReason, actor: Actor, now: datetime) -> QuestionTurnedAway:
    return QuestionTurnedAway(
        unit_id=question.unit_id,
        occurred_at=now,
        actor=actor.id,
        question_id=question.id,
        registration_id=question.registration_id,
        conference_id=question.conference_id,
        person_id=question.person_id,
        code=question.code,
        reason=reason,
        notice=question.notice,
    )
