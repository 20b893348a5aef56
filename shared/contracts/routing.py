"""Facts of routing: who must do what by when, and what the answer is."""

from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from shared.contracts.event import Contract, Event
from shared.contracts.meeting import Outcome


class DepartmentRef(Contract):
    """A department as other rooms show it."""

    key: str
    name: str


class UnitChanged(Event):
    """A unit was opened or its profile data edited. Other rooms keep the newest copy by `version`."""

    SUBJECT: ClassVar[str] = "evt.routing.unit.changed.v1"
    version: int
    profile: dict[str, Any]  # shared.profiles.Profile, as JSON
    departments: tuple[DepartmentRef, ...]


class QuestionAssigned(Event):
    """The leader confirmed who answers, and until when."""

    SUBJECT: ClassVar[str] = "evt.routing.question.assigned.v1"
    question_id: UUID
    conference_id: UUID
    department: DepartmentRef
    assigned_at: AwareDatetime
    due_at: AwareDatetime
    due_words: str  # the rule in the plan's own words
    calendar_version: str


class QuestionRedirected(Event):
    """The holder changed: the first department was not responsible."""

    SUBJECT: ClassVar[str] = "evt.routing.question.redirected.v1"
    question_id: UUID
    conference_id: UUID
    from_department: DepartmentRef
    to_department: DepartmentRef
    reason: str
    due_at: AwareDatetime


class QuestionEscalated(Event):
    """Over our authority: reported to the superior. We stay the citizen's contact until the reply is recorded."""

    SUBJECT: ClassVar[str] = "evt.routing.question.escalated.v1"
    question_id: UUID
    conference_id: UUID
    superior: str
    reason: str


class SuperiorReplied(Event):
    """The superior's reply to an escalated question is recorded; drafting can finish."""

    SUBJECT: ClassVar[str] = "evt.routing.question.superior_replied.v1"
    question_id: UUID
    conference_id: UUID
    document_number: str


class AnswerKind(StrEnum):
    """An answer of our own, or guidance to the body that is responsible."""

    ANSWER = "answer"
    GUIDANCE = "guidance"


class AnswerSubmitted(Event):
    """A department handed its draft to the leader."""

    SUBJECT: ClassVar[str] = "evt.routing.answer.submitted.v1"
    question_id: UUID
    conference_id: UUID
    version: int


class AnswerReturned(Event):
    """The leader wants the draft changed."""

    SUBJECT: ClassVar[str] = "evt.routing.answer.returned.v1"
    question_id: UUID
    conference_id: UUID
    version: int


class AnswerApproved(Event):
    """The text is frozen: `sha256` of its UTF-8 bytes is what was approved."""

    SUBJECT: ClassVar[str] = "evt.routing.answer.approved.v1"
    question_id: UUID
    conference_id: UUID
    version: int
    kind: AnswerKind
    text: str
    legal_basis: str = ""
    sha256: str
    department: DepartmentRef
    approved_by: str  # name and title of the leader


class AnswerReleased(Event):
    """The answer must leave in writing: the outcome asks for it and the text is approved."""

    SUBJECT: ClassVar[str] = "evt.routing.answer.released.v1"
    question_id: UUID
    conference_id: UUID
    person_id: UUID
    code: str
    outcome: Outcome
    version: int
    kind: AnswerKind
    question_text: str
    received_at: AwareDatetime
    answer_text: str
    legal_basis: str = ""
    sha256: str
    department: DepartmentRef


class QuestionClosed(Event):
    """Nothing is owed any more: answered in the hall, or delivered with proof."""

    SUBJECT: ClassVar[str] = "evt.routing.question.closed.v1"
    question_id: UUID
    conference_id: UUID
    how: str  # "in_hall" | "delivered" | "guided" | "withdrawn"
