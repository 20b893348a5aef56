"""A question is put in the hall: typed here under ids the browser made, picked up by intake when it can."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain import door
from services.meeting.domain.refusals import NeedsText
from services.meeting.domain.stage import seat_at
from services.meeting.store import people
from services.meeting.store.question_tables import Question, WalkInRow
from services.meeting.usecases.act import By, act
from shared.contracts.intake import AnswerPath, Channel, Section
from shared.contracts.meeting import QuestionRaised
from shared.messaging import outbox
from shared.vietnamese import public_name, search_form


@dataclass(frozen=True, slots=True)
class Raised:
    """What the operator typed. `code` is the receipt code given to the person."""

    question_id: UUID
    registration_id: UUID
    person_id: UUID
    code: str
    full_name: str
    area: str
    text: str
    org_name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    section: Section = Section.SETTLEMENT
    shows_name: bool = False
    follow_up_of: UUID | None = None
    is_known: bool = False  # the person is on the roll already
    point: str = ""  # where the person stands up; empty: where the door met them


async def raise_question(session: AsyncSession, conference_id: UUID, raised: Raised, by: By, now: datetime) -> None:
    """Keep the words, put the entry into the line, tell intake.

    Rule: R-033, R-053, R-096, C-13
    """
    if not raised.full_name or not raised.text:
        raise NeedsText()
    await act(
        session,
        conference_id,
        by,
        now,
        lambda state, rules: door.raise_question(
            state,
            rules,
            raised.question_id,
            raised.person_id,
            raised.area,
            now,
            raised.follow_up_of,
            point=seat_at(rules, raised.point) if raised.point else None,
        ),
    )
    session.add(_question(raised, conference_id, by.unit_id, now))
    session.add(_walk_in(raised, conference_id, by.unit_id, now))
    await people.save(session, [_person(raised, conference_id, by.unit_id)], overwrite=not raised.is_known)
    outbox.put(
        session,
        QuestionRaised(
            unit_id=by.unit_id,
            occurred_at=now,
            actor=by.actor,
            question_id=raised.question_id,
            registration_id=raised.registration_id,
            person_id=raised.person_id,
            conference_id=conference_id,
        ),
    )


def _question(raised: Raised, conference_id: UUID, unit_id: str, now: datetime) -> Question:
    return Question(
        question_id=raised.question_id,
        conference_id=conference_id,
        unit_id=unit_id,
        registration_id=raised.registration_id,
        person_id=raised.person_id,
        code=f"{raised.code}/1",
        channel=Channel.WALK_IN,
        section=raised.section,
        text=raised.text,
        folded=search_form(raised.text),
        area=raised.area,
        path=AnswerPath.AT_CONFERENCE,
        received_at=now,
        follow_up_of=raised.follow_up_of,
    )


def _walk_in(raised: Raised, conference_id: UUID, unit_id: str, now: datetime) -> WalkInRow:
    return WalkInRow(
        question_id=raised.question_id,
        conference_id=conference_id,
        unit_id=unit_id,
        registration_id=raised.registration_id,
        person_id=raised.person_id,
        code=raised.code,
        full_name=raised.full_name,
        org_name=raised.org_name,
        area=raised.area,
        address=raised.address,
        phone=raised.phone,
        email=raised.email,
        text=raised.text,
        raised_at=now,
    )


def _person(raised: Raised, conference_id: UUID, unit_id: str) -> dict[str, object]:
    display = f"{raised.full_name} – {raised.org_name}" if raised.org_name else raised.full_name
    initial = public_name(raised.full_name, raised.area)
    return people.person_row(
        unit_id,
        conference_id,
        raised.person_id,
        display_name=display,
        public_name=display if raised.shows_name else initial,
        publishes_name=raised.shows_name,
        initial_name=initial,
        area=raised.area,
        code=raised.code,
        registration_id=raised.registration_id,
    )
