"""Routing moved a question on: holder, readiness, approved words. Each change wakes the screens."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.facts_entry import EntryReadied
from services.meeting.store.question_tables import Question, Readiness
from services.meeting.store.questions import expect
from services.meeting.store.session_log import lock
from services.meeting.usecases.act import By, record
from shared.contracts import routing
from shared.contracts.notify import MessageDelivered, Purpose

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
    _apply(question, fact)
    live = await lock(session, question.conference_id, fact.unit_id)
    await record(session, live, (EntryReadied(fact.question_id),), By(fact.unit_id, fact.actor, ""), now)


async def take_delivered(session: AsyncSession, fact: MessageDelivered) -> None:
    """The answer reached its person."""
    if fact.question_id and fact.purpose is Purpose.ANSWER:
        question = await expect(session, fact.question_id, fact.unit_id)
        question.delivered_at = question.delivered_at or fact.occurred_at


def _apply(question: Question, fact: Progress) -> None:
    match fact:
        case routing.QuestionAssigned():
            _hold(question, fact.department)
            question.due_at, question.readiness = fact.due_at, Readiness.ASSIGNED
        case routing.QuestionRedirected():
            _hold(question, fact.to_department)
            question.due_at, question.readiness = fact.due_at, Readiness.ASSIGNED
        case routing.QuestionEscalated():
            question.superior = fact.superior
        case routing.AnswerSubmitted():
            question.readiness = Readiness.APPROVING
        case routing.AnswerReturned():
            question.readiness = Readiness.DRAFTING
        case routing.AnswerApproved():
            _approve(question, fact)
        case routing.QuestionClosed():
            question.closed_how = fact.how


def _hold(question: Question, department: routing.DepartmentRef) -> None:
    question.department_key, question.department = department.key, department.name


def _approve(question: Question, fact: routing.AnswerApproved) -> None:
    if fact.version < question.answer_version:
        return
    _hold(question, fact.department)
    question.readiness, question.answer_version = Readiness.APPROVED, fact.version
    question.answer_kind, question.answer_text = fact.kind.value, fact.text
    question.legal_basis, question.approved_by = fact.legal_basis, fact.approved_by
