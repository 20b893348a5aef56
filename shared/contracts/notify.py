"""Facts of notify: what left the house, and the proof that it arrived."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from shared.contracts.event import Event


class Purpose(StrEnum):
    """Why a message is sent. Part of its key: (person, question, purpose, answer version)."""

    RECEIPT = "receipt"
    TURNED_AWAY = "turned_away"
    ANSWER = "answer"


class Delivery(StrEnum):
    """The channel that carried the message."""

    EMAIL = "email"
    POST = "post"
    HAND = "hand"


class LetterIssued(Event):
    """A letter got its number, date and signature; from here on its text never changes."""

    SUBJECT: ClassVar[str] = "evt.notify.letter.issued.v1"
    letter_id: UUID
    question_id: UUID
    conference_id: UUID
    number: str
    issued_on: AwareDatetime
    purpose: Purpose = Purpose.ANSWER


class MessageDelivered(Event):
    """A message reached its person; `proof` says how we know."""

    SUBJECT: ClassVar[str] = "evt.notify.message.delivered.v1"
    message_id: UUID
    person_id: UUID
    question_id: UUID | None
    conference_id: UUID
    purpose: Purpose
    version: int
    channel: Delivery
    proof: str


class MessageFailed(Event):
    """A message came back or could not be handed over; a person decides the next way."""

    SUBJECT: ClassVar[str] = "evt.notify.message.failed.v1"
    message_id: UUID
    person_id: UUID
    question_id: UUID | None
    conference_id: UUID
    purpose: Purpose
    channel: Delivery
    reason: str
