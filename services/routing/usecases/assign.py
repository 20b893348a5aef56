"""Who answers: the host office proposes, the leader confirms, a holder may ask to hand on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain import acts
from services.routing.domain.refusals import ReasonNeeded
from services.routing.domain.words import KIND_WORDS, What
from services.routing.store.frozen import department_of, head_name, hold_rules, profile_of
from services.routing.store.question_tables import QuestionRow
from services.routing.store.questions import lock
from services.routing.usecases.holding import must_hold
from services.routing.usecases.telling import Who, decide, tell
from services.routing.usecases.terms import announce_term, holder_ref, start_term
from shared.contracts.routing import AnswerKind, QuestionRedirected
from shared.identity import Officer, Permission
from shared.messaging import outbox


@dataclass(frozen=True, slots=True)
class Choice:
    """A department for a question, and what it shall write."""

    question_id: UUID
    department: str
    kind: AnswerKind = AnswerKind.ANSWER
    note: str = ""


async def propose_assignment(session: AsyncSession, by: Officer, choice: Choice, now: datetime) -> QuestionRow:
    """The host office changes the proposal that waits for the leader. Rule: R-037, R-106"""
    row = await lock(session, by.unit_id, choice.question_id)
    await decide(session, row, lambda question: acts.assign(question, choice.department) and question)
    department = department_of(await profile_of(session, by.unit_id), choice.department)
    row.proposed_department, row.kind, row.note = department.key, choice.kind, choice.note
    tell(session, row, What.PROPOSED, Who.of(by), now, _reason(department.name, choice))
    return row


async def confirm_assignment(session: AsyncSession, by: Officer, choice: Choice, now: datetime) -> QuestionRow:
    """The leader's word: the holder, the head who answers for it, and the term. Rule: R-037, R-106, R-115, C-06"""
    await hold_rules(session, by.unit_id)
    row = await lock(session, by.unit_id, choice.question_id)
    department = department_of(await profile_of(session, by.unit_id), choice.department)
    await decide(session, row, lambda question: acts.assign(question, department.key))
    row.proposed_department, row.kind, row.note = department.key, choice.kind, choice.note or row.note
    row.holder_name, row.assigned_at = department.name, now
    row.responsible = await head_name(session, by.unit_id, department)
    await start_term(session, row, now)
    tell(session, row, What.ASSIGNED, Who.of(by), now, f"{_reason(department.name, choice)}. Hạn: {row.due_note}")
    announce_term(session, row, by.id, now)
    return row


async def propose_redirect(session: AsyncSession, by: Officer, choice: Choice, now: datetime) -> QuestionRow:
    """The holder, or the host office, asks the leader to hand the question on. Rule: R-044, R-113"""
    row = await lock(session, by.unit_id, choice.question_id)
    if not by.may(Permission.PROPOSE_ASSIGNMENT):
        must_hold(row, by)
    if not choice.note:
        raise ReasonNeeded()
    department = department_of(await profile_of(session, by.unit_id), choice.department)
    await decide(session, row, lambda question: acts.propose_redirect(question, department.key))
    row.redirect_reason = choice.note
    tell(session, row, What.REDIRECT_PROPOSED, Who.of(by), now, f"{department.name}: {choice.note}")
    return row


async def confirm_redirect(session: AsyncSession, by: Officer, question_id: UUID, now: datetime) -> QuestionRow:
    """The new holder gets a whole new term from this confirmation; the old one's texts stay. Rule: R-113, C-15"""
    await hold_rules(session, by.unit_id)
    row = await lock(session, by.unit_id, question_id)
    before, reason = holder_ref(row), row.redirect_reason
    await decide(session, row, acts.redirect)
    department = department_of(await profile_of(session, by.unit_id), row.holder)
    row.holder_name, row.redirect_reason, row.assigned_at = department.name, "", now
    row.responsible = await head_name(session, by.unit_id, department)
    await start_term(session, row, now)
    told = f"{before.name} → {department.name}: {reason}. Hạn mới: {row.due_note}"
    tell(session, row, What.REDIRECTED, Who.of(by), now, told)
    assert row.due_at
    outbox.put(
        session,
        QuestionRedirected(
            unit_id=row.unit_id,
            occurred_at=now,
            actor=by.id,
            question_id=row.id,
            conference_id=row.conference_id,
            from_department=before,
            to_department=holder_ref(row),
            reason=reason,
            due_at=row.due_at,
        ),
    )
    return row


async def refuse_redirect(
    session: AsyncSession, by: Officer, question_id: UUID, reason: str, now: datetime
) -> QuestionRow:
    """The question stays where it is, with the same term."""
    row = await lock(session, by.unit_id, question_id)
    await decide(session, row, acts.refuse_redirect)
    row.redirect_reason = ""
    tell(session, row, What.REDIRECT_REFUSED, Who.of(by), now, reason)
    return row


def _reason(department: str, choice: Choice) -> str:
    kind = "" if choice.kind is AnswerKind.ANSWER else f" ({KIND_WORDS[choice.kind].lower()})"
    return f"{department}{kind}" + (f": {choice.note}" if choice.note else "")
