"""Facts of intake: what was received, and what became of it at the door."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from shared.contracts.event import Contract, Event


class Channel(StrEnum):
    """The way a registration came in."""

    WEB = "web"
    PAPER = "paper"
    COUNTER = "counter"
    POST = "post"
    HOTLINE = "hotline"
    EMAIL = "email"
    WALK_IN = "walk_in"


class Section(StrEnum):
    """Which part of the form the text stood in (S1 form, items 1 and 2)."""

    PROCEDURE = "procedure"  # 1. Về thủ tục hành chính
    SETTLEMENT = "settlement"  # 2. Về giải quyết thủ tục hành chính


class AnswerPath(StrEnum):
    """Where the answer is promised: at the conference, or only in writing (late forms)."""

    AT_CONFERENCE = "at_conference"
    IN_WRITING = "in_writing"


class ExclusionReason(StrEnum):
    """Why a person turned a question away."""

    COMPLAINT = "complaint"  # khiếu nại
    DENUNCIATION = "denunciation"  # tố cáo
    NOT_PROCEDURE = "not_procedure"  # không phải thủ tục hành chính
    NOT_ENTITLED = "not_entitled"  # người không thuộc đối tượng tham gia
    UNREADABLE = "unreadable"  # không đọc được, không có nội dung


class RegistrationReceived(Event):
    """A form is in the register and its sender has a receipt code."""

    SUBJECT: ClassVar[str] = "evt.intake.registration.received.v1"
    registration_id: UUID
    conference_id: UUID
    person_id: UUID
    code: str
    channel: Channel
    received_at: AwareDatetime  # the legal time of receipt
    question_ids: tuple[UUID, ...]


class QuestionAccepted(Event):
    """A question passed the door. The only fact that carries a question's text."""

    SUBJECT: ClassVar[str] = "evt.intake.question.accepted.v1"
    question_id: UUID
    registration_id: UUID
    conference_id: UUID
    person_id: UUID
    code: str  # the question's number on letters and screens, e.g. `7KQM-2DXA/1`
    channel: Channel
    section: Section
    content_group: str = ""  # A1…D of the plan, empty when unclassified
    text: str
    area: str = ""
    path: AnswerPath
    is_late: bool = False
    received_at: AwareDatetime


class QuestionTurnedAway(Event):
    """A person decided that the conference cannot take the question; the sender is told why and where to go."""

    SUBJECT: ClassVar[str] = "evt.intake.question.turned_away.v1"
    question_id: UUID
    registration_id: UUID
    conference_id: UUID
    person_id: UUID
    code: str
    reason: ExclusionReason
    notice: str  # the reasoned notice in Vietnamese, without the question's text


class QuestionMarkedDuplicate(Event):
    """The same matter was already asked; the first question carries the answer, its copy goes to this sender too."""

    SUBJECT: ClassVar[str] = "evt.intake.question.duplicate.v1"
    question_id: UUID
    conference_id: UUID
    duplicate_of: UUID
    person_id: UUID
    registration_id: UUID
    code: str
    text: str
    received_at: AwareDatetime


class QuestionWithdrawn(Event):
    """The sender took the question back."""

    SUBJECT: ClassVar[str] = "evt.intake.question.withdrawn.v1"
    question_id: UUID
    conference_id: UUID


class RollChanged(Event):
    """Names or attendance wishes of a conference changed; holders of a copy pull it again."""

    SUBJECT: ClassVar[str] = "evt.intake.roll.changed.v1"
    conference_id: UUID


class PersonErased(Event):
    """A person's data is deleted here; every copy elsewhere goes too."""

    SUBJECT: ClassVar[str] = "evt.intake.person.erased.v1"
    person_id: UUID


class RollRow(Contract):
    """One person on the roll of a conference, as `rpc.intake.roll.get.v1` answers."""

    person_id: UUID
    registration_id: UUID
    code: str
    display_name: str  # full name, with the organisation where there is one
    public_name: str  # "ông/bà C., thôn Thao Chính" unless the person chose otherwise
    area: str
    attends: bool
    question_ids: tuple[UUID, ...]
    same_as: UUID | None = None  # the person's first form on this roll; the same on all rows of one person
    publishes_name: bool = False  # the person agreed that the name is shown in public
    initial_name: str = ""  # "ông/bà C., thôn Thao Chính", whatever the person chose


class RollRequest(Contract):
    """`rpc.intake.roll.get.v1`."""

    unit_id: str
    conference_id: UUID


class RollReply(Contract):
    """Everybody with an accepted question for the conference."""

    rows: tuple[RollRow, ...]


class Contact(Contract):
    """How one person is reached, as `rpc.intake.contact.get.v1` answers. Kept with the letter it served."""

    person_id: UUID
    registration_id: UUID
    code: str
    full_name: str
    org_name: str = ""
    address: str
    phone: str = ""
    email: str = ""


class ContactRequest(Contract):
    """`rpc.intake.contact.get.v1`, in batches of at most 500."""

    unit_id: str
    person_ids: tuple[UUID, ...]


class ContactReply(Contract):
    """Persons that are unknown or erased are left out."""

    contacts: tuple[Contact, ...]
