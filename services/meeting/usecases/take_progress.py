"""Routing moved a question on: holder, readiness, approved words. Each change wakes the screens."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.facts_entry import EntryReadied
from services.meeting.store import people
from services.meeting.store.question_tables import Question, Readiness
from services.meeting.store.questions import expect
from services.meeting.store.session_log import lock
from services.meeting.usecases.act import By, record
from shared.contracts import routing
from shared.contracts.notify import MessageDelivered, Purpose

Assigned = routing.QuestionAssigned | routing.QuestionRedirected
Progress = (
    routing.QuestionAssigned
    | routing.QuestionRedirected
    | routing.QuestionEscalated
    | routing.AnswerSubmitted
    | routing.AnswerReturned
    | routing.AnswerApproved
    | routing.QuestionClosed
)


async def take_progress(session: AsyncSession, fact: Progress, now: datetime) -> None:
    """Copy what the console shows, and append `answer.readied`. Raises `NotYet` before the acceptance arrived."""
    question = await expect(session, fact.question_id, fact.unit_id)
    live = await lock(session, question.conference_id, fact.unit_id)
    await session.refresh(question)
    _apply(question, fact)
    if await people.erased_among(session, [question.person_id]):
        question.answer_text = question.legal_basis = ""
    await record(session, live, (EntryReadied(fact.question_id),), By(fact.unit_id, fact.actor, ""), now)


async def take_delivered(session: AsyncSession, fact: MessageDelivered) -> None:
    """The answer reached its person."""
    if fact.question_id and fact.purpose is Purpose.ANSWER:
        question = await expect(session, fact.question_id, fact.unit_id)
        question.delivered_at = question.delivered_at or fact.occurred_at


def _apply(question: Question, fact: Progress) -> None:
    match fact:
        case routing.QuestionAssigned():
            _assign(question, fact, fact.department)
        case routing.QuestionRedirected():
            _assign(question, fact, fact.to_department)
        case routing.QuestionEscalated():
            question.superior = fact.superior
        case routing.AnswerSubmitted():
            _ready(question, fact, Readiness.APPROVING)
        case routing.AnswerReturned():
            _ready(question, fact, Readiness.DRAFTING)
        case routing.AnswerApproved():
            _approve(question, fact)
        case routing.QuestionClosed():
            question.closed_how = fact.how


def _assign(question: Question, fact: Assigned, department: routing.DepartmentRef) -> None:
    _ready(question, fact, Readiness.ASSIGNED)
    if question.held_at is None or question.held_at <= fact.occurred_at:
        question.held_at, question.due_at = fact.occurred_at, fact.due_at
        question.department_key, question.department = department.key, department.name


def _ready(question: Question, fact: Progress, readiness: Readiness) -> None:
    """Unless something later is known: a fact that had to wait for its question is passed by the next one."""
    if question.readied_at is None or question.readied_at <= fact.occurred_at:
        question.readied_at, question.readiness = fact.occurred_at, readiness


def _approve(question: Question, fact: routing.AnswerApproved) -> None:
    if fact.version < question.answer_version:
        return
    _ready(question, fact, Readiness.APPROVED)
    question.department_key, question.department = fact.department.key, fact.department.name
    question.answer_version = fact.version
    question.answer_kind, question.answer_text = fact.kind.value, fact.text
    question.legal_basis, question.approved_by = fact.legal_basis, fact.approved_by
