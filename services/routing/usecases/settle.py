"""After any fact: release, close or escalate what is due, and see to the duplicates."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain import follow_up
from services.routing.domain.follow_up import Next, Twin, TwinNext, next_of, twin_next
from services.routing.domain.life import Act, Life, step
from services.routing.domain.words import CLOSED_WORDS, OUTCOME_WORDS, What
from services.routing.store import questions
from services.routing.store.question_tables import AnswerRow, QuestionRow, ReleaseRow
from services.routing.store.questions import keep, state_of
from services.routing.usecases.open_escalation import open_escalation
from services.routing.usecases.telling import MEETING, ROOM, Who, tell
from shared.contracts.meeting import OWED_IN_WRITING, Outcome
from shared.contracts.routing import AnswerReleased, DepartmentRef, QuestionClosed
from shared.messaging import outbox

ENDED = frozenset({Life.RELEASED, Life.CLOSED, Life.WITHDRAWN})


async def settle(session: AsyncSession, row: QuestionRow, now: datetime) -> None:
    """Do what follows now; calling it once more changes nothing. The row is locked."""
    match next_of(state_of(row), has_hall_note=bool(row.outcome_note)):
        case Next.ESCALATE:
            reason = row.outcome_note or OUTCOME_WORDS[Outcome.OVER_AUTHORITY]
            await open_escalation(session, row, reason, MEETING, now)
        case Next.RELEASE:
            keep(row, follow_up.release(state_of(row)))
            await _release(session, row, row, now)
        case Next.CLOSE_IN_HALL | Next.CLOSE_GUIDED as how:
            close(session, row, how.value, ROOM, now)
    await settle_duplicates(session, row, now)


async def settle_duplicates(session: AsyncSession, first: QuestionRow, now: datetime) -> None:
    """When a question has ended, its duplicates end too, or go their own way again. Rule: R-011"""
    if first.life not in ENDED:
        return
    for twin in await questions.lock_duplicates(session, first.id):
        if twin.life is Life.DUPLICATE:
            await _settle_twin(session, twin, first, now)


async def _settle_twin(session: AsyncSession, twin: QuestionRow, first: QuestionRow, now: datetime) -> None:
    answered = first.approved is not None and first.life is not Life.WITHDRAWN
    match twin_next(Twin(twin.person_id == first.person_id, answered, first.outcome)):
        case TwinNext.CLOSE:
            close(session, twin, "in_hall", ROOM, now)
        case TwinNext.REOPEN:
            keep(twin, step(state_of(twin), Act.REOPEN))
            twin.duplicate_of, twin.outcome = None, Outcome.TO_WRITE
            tell(session, twin, What.REOPENED, ROOM, now, f"Câu hỏi {first.code} kết thúc mà không có văn bản trả lời")
        case TwinNext.RELEASE:
            keep(twin, step(state_of(twin), Act.RELEASE))
            twin.released = first.approved
            await _release(session, twin, first, now)


async def _release(session: AsyncSession, row: QuestionRow, first: QuestionRow, now: datetime) -> None:
    """Hand the approved version of `first` to notify for the sender of `row`; the table lets it happen once."""
    assert row.released is not None
    values = {"question_id": row.id, "version": row.released, "unit_id": row.unit_id, "answer_of": first.id, "at": now}
    claim = insert(ReleaseRow).values(values).on_conflict_do_nothing().returning(ReleaseRow.version)
    if (await session.execute(claim)).first() is None:
        return
    answer = await questions.answer(session, first.id, row.released)
    outbox.put(session, _released(row, first, answer, now), row.traceparent)
    shared = "" if row is first else f"Cùng câu trả lời với câu hỏi {first.code}"
    tell(session, row, What.RELEASED, ROOM, now, shared)


def _released(row: QuestionRow, first: QuestionRow, answer: AnswerRow, now: datetime) -> AnswerReleased:
    owed = first.outcome if first.outcome in OWED_IN_WRITING else Outcome.TO_WRITE
    assert owed
    return AnswerReleased(
        unit_id=row.unit_id,
        occurred_at=now,
        question_id=row.id,
        conference_id=row.conference_id,
        person_id=row.person_id,
        code=row.code,
        outcome=owed,
        version=answer.version,
        kind=answer.kind,
        question_text=row.text,
        received_at=row.received_at,
        answer_text=answer.text,
        legal_basis=answer.legal_basis,
        sha256=answer.sha256,
        department=DepartmentRef(key=answer.department, name=answer.department_name),
    )


def close(session: AsyncSession, row: QuestionRow, how: str, who: Who, now: datetime) -> None:
    """Nothing is owed any more."""
    act = Act.WITHDRAW if how == "withdrawn" else Act.CLOSE
    keep(row, step(state_of(row), act))
    row.closed_how, row.closed_at = how, now
    what = What.WITHDRAWN if how == "withdrawn" else What.CLOSED
    tell(session, row, what, who, now, "" if how == "withdrawn" else CLOSED_WORDS[how].capitalize())
    outbox.put(
        session,
        QuestionClosed(
            unit_id=row.unit_id, occurred_at=now, question_id=row.id, conference_id=row.conference_id, how=how
        ),
    )
