"""The answer is written by its holder: drafted, submitted, revised before release."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain import acts
from services.routing.domain.refusals import DraftChanged, EmptyAnswer, ReasonNeeded
from services.routing.domain.words import What
from services.routing.store import questions
from services.routing.store.frozen import hold_rules
from services.routing.store.question_tables import AnswerRow, QuestionRow
from services.routing.store.questions import lock
from services.routing.usecases.holding import must_hold
from services.routing.usecases.telling import Who, decide, tell
from services.routing.usecases.terms import announce_term, renew_term
from shared.calendar import instant_words
from shared.contracts.routing import AnswerKind, AnswerSubmitted
from shared.identity import Officer
from shared.messaging import outbox


@dataclass(frozen=True, slots=True)
class Draft:
    """What the officer typed; `saves` is the count the page was opened with."""

    question_id: UUID
    text: str
    legal_basis: str
    kind: AnswerKind
    saves: int


async def save_draft(session: AsyncSession, by: Officer, draft: Draft, now: datetime) -> QuestionRow:
    """Keep the text. Refuses when a colleague saved the same draft meanwhile. Rule: R-043, R-069, R-112"""
    await hold_rules(session, by.unit_id)
    row = await lock(session, by.unit_id, draft.question_id)
    must_hold(row, by)
    before = row.version
    await decide(session, row, acts.draft)
    answer = _new_version(session, row, by, now) if row.version != before else await newest(session, row)
    await _write(session, row, answer, by, draft, now)
    return row


async def _write(
    session: AsyncSession, row: QuestionRow, answer: AnswerRow, by: Officer, draft: Draft, now: datetime
) -> None:
    who = Who.of(by).name
    if answer.saves != draft.saves and answer.author != who:
        raise DraftChanged(who=answer.author, when=instant_words(answer.saved_at))
    if answer.saves == 0 or answer.author != who:
        tell(session, row, What.DRAFTED, Who.of(by), now, f"Bản {answer.version}")
    answer.text, answer.legal_basis, answer.kind = draft.text, draft.legal_basis, draft.kind
    answer.author, answer.saved_at, answer.saves = who, now, answer.saves + 1
    if row.kind is not draft.kind:
        row.kind = draft.kind
        if await renew_term(session, row):
            tell(session, row, What.DUE_CHANGED, Who.of(by), now, row.due_note)
            announce_term(session, row, by.id, now)


def _new_version(session: AsyncSession, row: QuestionRow, by: Officer, now: datetime) -> AnswerRow:
    answer = AnswerRow(
        question_id=row.id,
        version=row.version,
        unit_id=row.unit_id,
        kind=row.kind,
        text="",
        legal_basis="",
        department=row.holder,
        department_name=row.holder_name,
        saves=0,
        author=Who.of(by).name,
        saved_at=now,
        submitted_at=None,
        decided_at=None,
        decided_by="",
        is_approved=False,
        return_reason="",
        sha256="",
    )
    session.add(answer)
    return answer


async def newest(session: AsyncSession, row: QuestionRow) -> AnswerRow:
    """The version the question stands at."""
    return await questions.answer(session, row.id, row.version)


async def submit_answer(session: AsyncSession, by: Officer, question_id: UUID, now: datetime) -> QuestionRow:
    """The newest draft goes to the leader; here the department's term is met or missed. Rule: R-112, R-115"""
    row = await lock(session, by.unit_id, question_id)
    must_hold(row, by)
    await decide(session, row, acts.submit)
    answer = await newest(session, row)
    if not answer.text:
        raise EmptyAnswer()
    answer.submitted_at = row.handed_in_at = now
    row.redirect_reason = ""
    tell(session, row, What.SUBMITTED, Who.of(by), now, f"Bản {answer.version}")
    outbox.put(session, AnswerSubmitted(**about(row, by, now)))
    return row


async def revise_answer(
    session: AsyncSession, by: Officer, question_id: UUID, reason: str, now: datetime
) -> QuestionRow:
    """Before release an approved answer may be written anew; it goes through approval again."""
    row = await lock(session, by.unit_id, question_id)
    must_hold(row, by)
    if not reason:
        raise ReasonNeeded()
    await decide(session, row, acts.revise)
    await open_revision(session, row, by, now)
    tell(session, row, What.REVISED, Who.of(by), now, reason)
    return row


async def open_revision(session: AsyncSession, row: QuestionRow, by: Officer, now: datetime) -> None:
    """A new version that begins with the words of the approved one."""
    old = await questions.answer(session, row.id, row.version - 1)
    new = _new_version(session, row, by, now)
    new.text, new.legal_basis, new.kind, new.saves = old.text, old.legal_basis, old.kind, 1
    row.handed_in_at = None


def about(row: QuestionRow, by: Officer, now: datetime) -> dict[str, object]:
    """What every fact about an answer carries."""
    return {
        "unit_id": row.unit_id,
        "occurred_at": now,
        "actor": by.id,
        "question_id": row.id,
        "conference_id": row.conference_id,
        "version": row.version,
    }
