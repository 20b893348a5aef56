"""Receive a form: stored raw first, then judged. Nobody is refused here for what they wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.kinds import Kind
from services.intake.domain.names import find_area
from services.intake.domain.question import State
from services.intake.domain.submission import UNREADABLE_TEXT, Submission
from services.intake.domain.suggestion import UNJUDGED, Suggestion, suggest
from services.intake.domain.window import is_late
from services.intake.store.actor import CITIZEN, Actor
from services.intake.store.people import search_columns
from services.intake.store.questions import entry
from services.intake.store.tables import Attachment, HistoryEntry, Question, Registrant, Registration
from shared.contracts.intake import Channel, RegistrationReceived, Section
from shared.ids import new_code, new_id
from shared.messaging import outbox
from shared.observability.logs import get_logger
from shared.profiles import Profile
from shared.vietnamese import search_form

log = get_logger()
BY_ITSELF = "Hệ thống tiếp nhận trực tuyến"


@dataclass(frozen=True, slots=True)
class Plan:
    """What receiving needs to know of the announced conference."""

    unit_id: str
    conference_id: UUID
    version: int
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan that is already in the bucket."""

    key: str
    file_name: str
    content_type: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """One form and how it came. `received_at` is its legal time of receipt; `extra` is kept with the raw form."""

    form: Submission
    channel: Channel
    received_at: datetime
    actor: Actor
    signed_name: str = ""
    has_stamp: bool = False
    scans: tuple[Scan, ...] = ()
    extra: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender takes home."""

    registration_id: UUID
    code: str
    is_late: bool


async def receive(session: AsyncSession, plan: Plan, profile: Profile, incoming: Incoming, now: datetime) -> Receipt:
    """Store the form, its sender and its questions in a handful of statements, and tell the other rooms.

    Rule: R-011, R-026, R-054, R-089, R-092
    """
    registration_id, person_id, code = new_id(), new_id(), new_code()
    questions = _questions(plan, incoming, registration_id, person_id, code)
    await session.execute(insert(Registrant.core()), _registrant(plan, profile, incoming.form, person_id, code))
    await session.execute(
        insert(Registration.core()), _registration(plan, incoming, registration_id, person_id, code, now)
    )
    await session.execute(insert(Question.core()), questions)
    arrived = entry(plan.unit_id, registration_id, None, "received", "", incoming.actor, now)
    await session.execute(insert(HistoryEntry.core()), arrived)
    if incoming.scans:
        await session.execute(insert(Attachment.core()), _attachments(plan, incoming, registration_id, now))
    outbox.put(
        session,
        RegistrationReceived(
            unit_id=plan.unit_id,
            occurred_at=now,
            actor=incoming.actor.id,
            registration_id=registration_id,
            conference_id=plan.conference_id,
            person_id=person_id,
            code=code,
            channel=incoming.channel,
            received_at=incoming.received_at,
            question_ids=tuple(question["id"] for question in questions),
        ),
    )
    return Receipt(registration_id, code, is_late(incoming.received_at, plan.closes_at))


def _registrant(plan: Plan, profile: Profile, form: Submission, person_id: UUID, code: str) -> dict[str, Any]:
    area = find_area(form.address, profile.unit.areas)
    phone = form.phone_number()
    return {
        "person_id": person_id,
        "unit_id": plan.unit_id,
        "full_name": form.full_name,
        "org_name": form.org_name,
        "phone": phone,
        "email": form.email,
        "email_key": form.email.lower(),
        "address": form.address,
        "area": area.key if area else "",
        **search_columns(form.full_name, form.org_name, phone, code),
    }


def _registration(
    plan: Plan, incoming: Incoming, registration_id: UUID, person_id: UUID, code: str, now: datetime
) -> dict[str, Any]:
    form = incoming.form
    return {
        "id": registration_id,
        "unit_id": plan.unit_id,
        "conference_id": plan.conference_id,
        "person_id": person_id,
        "code": code,
        "channel": incoming.channel,
        "received_at": incoming.received_at,
        "entered_at": now,
        "entered_by": incoming.actor.id,
        "entered_name": BY_ITSELF if incoming.actor == CITIZEN else incoming.actor.name,
        "content_tthc": form.content_tthc,
        "content_settlement": form.content_settlement,
        "attends": form.attends,
        "publish_name": form.publish_name,
        "declarations": {key: now.isoformat() for key in form.declared},
        "signed_name": incoming.signed_name,
        "has_stamp": incoming.has_stamp,
        "raw": form.raw() | dict(incoming.extra),
    }


def _questions(
    plan: Plan, incoming: Incoming, registration_id: UUID, person_id: UUID, code: str
) -> list[dict[str, Any]]:
    texts = incoming.form.texts() or ((Section.PROCEDURE, UNREADABLE_TEXT),)
    return [
        question_row(
            unit_id=plan.unit_id,
            conference_id=plan.conference_id,
            registration_id=registration_id,
            person_id=person_id,
            number=number,
            code=f"{code}/{number}",
            channel=incoming.channel,
            section=section,
            text=text,
            received_at=incoming.received_at,
            is_late=is_late(incoming.received_at, plan.closes_at),
            plan_version=plan.version,
        )
        for number, (section, text) in enumerate(texts, start=1)
    ]


def question_row(text: str, **known: Any) -> dict[str, Any]:
    """A question that waits for a person's decision, with what software suggests. A suspected denunciation is
    hidden from the first moment, before anybody read it (C-27)."""
    suggestion = _judged(text)
    return {
        "id": new_id(),
        "text": text,
        "folded": search_form(text),
        "state": State.RECEIVED,
        "restricted": suggestion.kind is Kind.DENUNCIATION,
        "suggestion": suggestion.to_json(),
        "content_group": "",
        "notice": "",
        "decided_by": "",
        **known,
    }


def _judged(text: str) -> Suggestion:
    """A fault in the suggestion must never cost a citizen the receipt."""
    try:
        return suggest(text)
    except Exception as error:
        log.error("question.unjudged", exc_info=error)
        return UNJUDGED


def _attachments(plan: Plan, incoming: Incoming, registration_id: UUID, now: datetime) -> Sequence[dict[str, Any]]:
    return [
        {
            "id": new_id(),
            "unit_id": plan.unit_id,
            "registration_id": registration_id,
            "key": scan.key,
            "file_name": scan.file_name,
            "content_type": scan.content_type,
            "size_bytes": scan.size_bytes,
            "sha256": scan.sha256,
            "added_at": now,
            "added_by": incoming.actor.id,
        }
        for scan in incoming.scans
    ]
