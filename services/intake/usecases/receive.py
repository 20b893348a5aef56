"""Receive a form: stored raw first, then judged. Nobody is refused here for what they wrote."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.submission import UNREADABLE_TEXT, Submission
from services.intake.domain.window import is_late
from services.intake.store.questions import entry
from services.intake.store.rows import Ids, Scan, attachment_row, registrant_row, registration_row
from services.intake.store.tables import Attachment, HistoryEntry, Question, Registrant, Registration
from services.intake.store.together import insert_together
from services.intake.usecases.judge import question_row
from shared.contracts.intake import Channel, RegistrationReceived, Section
from shared.identity.actor import CITIZEN, Actor
from shared.ids import new_code, new_id
from shared.messaging import outbox
from shared.profiles import Profile

BY_ITSELF = "Hệ thống tiếp nhận trực tuyến"

INSERT_SCANS = insert(Attachment.core())


@dataclass(frozen=True, slots=True)
class Plan:
    """What receiving needs to know of the announced conference."""

    unit_id: str
    conference_id: UUID
    version: int
    closes_at: datetime


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
    """Store the form, its sender and its questions in one statement, and tell the other rooms.

    Rule: R-011, R-026, R-054, R-089, R-092
    """
    ids = Ids(plan.unit_id, plan.conference_id, new_id(), new_id(), new_code())
    questions = _questions(ids, plan, incoming)
    connection = await session.connection()  # plain inserts need nothing a session does around each statement
    arrived = entry(ids.unit_id, ids.registration_id, None, "received", "", incoming.actor, now)
    together = [
        (Registrant.core(), _registrant(ids, profile, incoming.form)),
        (Registration.core(), _registration(ids, incoming, now)),
        *((Question.core(), question) for question in questions),
        (HistoryEntry.core(), arrived),
    ]
    await insert_together(connection, together)
    if incoming.scans:
        rows = [attachment_row(ids, scan, incoming.actor.id, now) for scan in incoming.scans]
        await connection.execute(INSERT_SCANS, rows)
    outbox.put(session, _fact(ids, incoming, tuple(question["id"] for question in questions), now))
    return Receipt(ids.registration_id, ids.code, is_late(incoming.received_at, plan.closes_at))


def _registrant(ids: Ids, profile: Profile, form: Submission) -> dict[str, Any]:
    return registrant_row(
        ids,
        profile,
        full_name=form.full_name,
        org_name=form.org_name,
        phone=form.phone,
        email=form.email,
        address=form.address,
    )


def _registration(ids: Ids, incoming: Incoming, now: datetime) -> dict[str, Any]:
    form = incoming.form
    return registration_row(
        ids,
        channel=incoming.channel,
        received_at=incoming.received_at,
        entered_at=now,
        entered_by=incoming.actor.id,
        entered_name=BY_ITSELF if incoming.actor == CITIZEN else incoming.actor.name,
        content_tthc=form.content_tthc,
        content_settlement=form.content_settlement,
        attends=form.attends,
        publish_name=form.publish_name,
        declarations={key: now.isoformat() for key in form.declared},
        signed_name=incoming.signed_name,
        has_stamp=incoming.has_stamp,
        raw=form.raw() | dict(incoming.extra),
    )


def _questions(ids: Ids, plan: Plan, incoming: Incoming) -> list[dict[str, Any]]:
    texts = incoming.form.texts() or ((Section.PROCEDURE, UNREADABLE_TEXT),)
    return [
        question_row(
            unit_id=ids.unit_id,
            conference_id=ids.conference_id,
            registration_id=ids.registration_id,
            person_id=ids.person_id,
            number=number,
            code=f"{ids.code}/{number}",
            channel=incoming.channel,
            section=section,
            text=text,
            received_at=incoming.received_at,
            is_late=is_late(incoming.received_at, plan.closes_at),
            plan_version=plan.version,
        )
        for number, (section, text) in enumerate(texts, start=1)
    ]


def _fact(ids: Ids, incoming: Incoming, question_ids: tuple[UUID, ...], now: datetime) -> RegistrationReceived:
    return RegistrationReceived(
        unit_id=ids.unit_id,
        occurred_at=now,
        actor=incoming.actor.id,
        registration_id=ids.registration_id,
        conference_id=ids.conference_id,
        person_id=ids.person_id,
        code=ids.code,
        channel=incoming.channel,
        received_at=incoming.received_at,
        question_ids=question_ids,
    )
