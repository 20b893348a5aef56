"""Take a question in: at the conference, or in writing when it came late."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.question import Act, ReasonNeeded, State, check
from services.intake.domain.window import is_late, path_for
from services.intake.store.questions import forget_letter, lock_question, lock_questions, note
from services.intake.store.tables import Conference, Question, Registrant
from services.intake.store.units import get_profile
from shared.contracts.intake import AnswerPath, QuestionAccepted, RollChanged
from shared.identity.actor import Actor
from shared.messaging import outbox
from shared.vietnamese import mask_ids

PATH_WORDS: dict[AnswerPath, str] = {
    AnswerPath.AT_CONFERENCE: "trả lời tại hội nghị",
    AnswerPath.IN_WRITING: "trả lời bằng văn bản",
}


@dataclass(frozen=True, slots=True)
class Acceptance:
    """`path` None follows the receipt time; `reason` is needed to take back an exclusion."""

    path: AnswerPath | None = None
    content_group: str = ""
    reason: str = ""


async def accept(
    session: AsyncSession, unit_id: str, question_id: UUID, choice: Acceptance, actor: Actor, now: datetime
) -> Question:
    """Accept one question. Refuses one that is already decided, and a reversal without a reason.

    Rule: R-031, R-032, R-094, C-11
    """
    question = await lock_question(session, unit_id, question_id)
    await _accept(session, question, choice, actor, now)
    return question


async def accept_many(
    session: AsyncSession, unit_id: str, ids: Collection[UUID], actor: Actor, now: datetime
) -> tuple[int, int]:
    """Accept those that still wait and are not hidden; returns how many were taken and how many passed over."""
    questions = await lock_questions(session, unit_id, ids)
    waiting = [q for q in questions if q.state is State.RECEIVED and not q.restricted]
    for question in waiting:
        await _accept(session, question, Acceptance(), actor, now)
    return len(waiting), len(ids) - len(waiting)


async def _accept(session: AsyncSession, question: Question, choice: Acceptance, actor: Actor, now: datetime) -> None:
    reversal = question.state is State.TURNED_AWAY
    check(Act.REACCEPT if reversal else Act.ACCEPT, question.state, question.code)
    if reversal and not choice.reason:
        raise ReasonNeeded()
    if reversal:
        await forget_letter(session, question.id)
    await judge_lateness(session, question)
    question.path = choice.path or path_for(late=question.is_late)
    question.state, question.restricted, question.reason, question.notice = State.ACCEPTED, False, None, ""
    question.content_group = choice.content_group or question.content_group
    question.decided_at, question.decided_by = now, actor.name
    words = "; ".join(part for part in (PATH_WORDS[question.path], choice.reason) if part)
    await note(session, question, "reaccepted" if reversal else "accepted", words, actor, now)
    await announce(session, question, actor, now)


async def judge_lateness(session: AsyncSession, question: Question) -> None:
    """By the plan as it stands: one that came while the form was being received did not see this question."""
    plan = await session.get_one(Conference, question.conference_id)
    question.is_late, question.plan_version = is_late(question.received_at, plan.closes_at), plan.version


async def announce(session: AsyncSession, question: Question, actor: Actor, now: datetime) -> None:
    """Put the fact that the question passed the door, with its text, and the changed roll. Identity numbers typed
    into the text stay here."""
    outbox.put(
        session,
        QuestionAccepted(
            unit_id=question.unit_id,
            occurred_at=now,
            actor=actor.id,
            question_id=question.id,
            registration_id=question.registration_id,
            conference_id=question.conference_id,
            person_id=question.person_id,
            code=question.code,
            channel=question.channel,
            section=question.section,
            content_group=question.content_group,
            text=mask_ids(question.text),
            area=await _area_name(session, question),
            path=question.path or AnswerPath.IN_WRITING,
            is_late=question.is_late,
            received_at=question.received_at,
        ),
        question.traceparent,
    )
    roll = RollChanged(unit_id=question.unit_id, occurred_at=now, actor=actor.id, conference_id=question.conference_id)
    outbox.put(session, roll)


async def _area_name(session: AsyncSession, question: Question) -> str:
    key = await session.scalar(select(Registrant.area).where(Registrant.person_id == question.person_id))
    area = (await get_profile(session, question.unit_id)).unit.area(key or "")
    return area.name if area else ""
