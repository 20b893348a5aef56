"""The leader decides on the answer that was read: returned with a reason, or approved and frozen."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain import acts
from services.routing.domain.life import Question
from services.routing.domain.refusals import OutOfTurn, ReasonNeeded
from services.routing.domain.text import freeze
from services.routing.domain.words import What
from services.routing.store.question_tables import AnswerRow, QuestionRow
from services.routing.store.questions import lock
from services.routing.usecases.answering import about, newest
from services.routing.usecases.settle import settle
from services.routing.usecases.telling import Who, decide, tell
from shared.contracts.routing import AnswerApproved, AnswerReturned, DepartmentRef
from shared.identity import Officer
from shared.messaging import outbox


async def return_answer(
    session: AsyncSession, by: Officer, question_id: UUID, version: int, reason: str, now: datetime
) -> QuestionRow:
    """The leader wants changes and says which; the term runs again."""
    row = await lock(session, by.unit_id, question_id)
    if not reason:
        raise ReasonNeeded()
    await decide(session, row, lambda question: acts.send_back(_if_newest(question, version)))
    answer = await newest(session, row)
    answer.decided_at, answer.decided_by, answer.return_reason = now, Who.of(by).name, reason
    row.handed_in_at = None
    tell(session, row, What.RETURNED, Who.of(by), now, f"Bản {version}: {reason}")
    outbox.put(session, AnswerReturned(**about(row, by, now)))
    return row


async def approve_answer(
    session: AsyncSession, by: Officer, question_id: UUID, version: int, now: datetime
) -> QuestionRow:
    """The named leader approves exactly the version read; its text is frozen by hash. Rule: R-012, R-038, R-107"""
    row = await lock(session, by.unit_id, question_id)
    await decide(session, row, lambda question: acts.approve(_if_newest(question, version)))
    answer = await newest(session, row)
    answer.decided_at, answer.decided_by, answer.is_approved = now, Who.of(by).name, True
    answer.sha256 = freeze(answer.text)
    tell(session, row, What.APPROVED, Who.of(by), now, f"Bản {version}")
    outbox.put(session, _approved(row, answer, by, now))
    await session.flush()
    await settle(session, row, now)
    return row


def _if_newest(question: Question, version: int) -> Question:
    """The leader decides on what was on the screen: an older version counts as moved on."""
    if version != question.version:
        raise OutOfTurn(act="approve", life=question.life.value)
    return question


def _approved(row: QuestionRow, answer: AnswerRow, by: Officer, now: datetime) -> AnswerApproved:
    return AnswerApproved(
        unit_id=row.unit_id,
        occurred_at=now,
        actor=by.id,
        question_id=row.id,
        conference_id=row.conference_id,
        version=answer.version,
        kind=answer.kind,
        text=answer.text,
        legal_basis=answer.legal_basis,
        sha256=answer.sha256,
        department=DepartmentRef(key=answer.department, name=answer.department_name),
        approved_by=answer.decided_by,
    )
