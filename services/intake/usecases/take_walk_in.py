"""Take in what was asked in the hall: typed there under ids made there, and accepted by being heard."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.names import find_area
from services.intake.domain.question import State
from services.intake.store.actor import SYSTEM
from services.intake.store.people import search_columns
from services.intake.store.questions import entry, lock_question
from services.intake.store.tables import HistoryEntry, Question, Registrant, Registration
from services.intake.store.units import get_profile
from services.intake.usecases.accept import announce
from services.intake.usecases.receive import question_row
from shared.contracts.intake import AnswerPath, Channel, RegistrationReceived, Section
from shared.contracts.meeting import WalkIn
from shared.messaging import outbox
from shared.profiles import Profile
from shared.vietnamese import normalise_phone


async def take_walk_in(session: AsyncSession, unit_id: str, walk_in: WalkIn, now: datetime) -> None:
    """Register sender and question under the ids the hall gave them; the question is already accepted.

    Rule: R-025, R-088, C-13
    """
    profile = await get_profile(session, unit_id)
    code = walk_in.code.partition("/")[0]
    await session.execute(insert(Registrant.core()), _registrant(unit_id, profile, walk_in, code))
    await session.execute(insert(Registration.core()), _registration(unit_id, walk_in, code, now))
    await session.execute(insert(Question.core()), _question(unit_id, walk_in, code, now))
    line = entry(unit_id, walk_in.registration_id, walk_in.question_id, "received", "hỏi tại hội nghị", SYSTEM, now)
    await session.execute(insert(HistoryEntry.core()), line)
    outbox.put(session, _received(unit_id, walk_in, code, now))
    await announce(session, await lock_question(session, unit_id, walk_in.question_id), SYSTEM, now)


def _registrant(unit_id: str, profile: Profile, walk_in: WalkIn, code: str) -> dict[str, object]:
    area = find_area(f"{walk_in.area} {walk_in.address}", profile.unit.areas)
    phone = normalise_phone(walk_in.phone)
    number = phone.number if phone else walk_in.phone
    return {
        "person_id": walk_in.person_id,
        "unit_id": unit_id,
        "full_name": walk_in.full_name,
        "org_name": walk_in.org_name,
        "phone": number,
        "email": walk_in.email,
        "email_key": walk_in.email.lower(),
        "address": walk_in.address or walk_in.area,
        "area": area.key if area else "",
        **search_columns(walk_in.full_name, walk_in.org_name, number, code),
    }


def _registration(unit_id: str, walk_in: WalkIn, code: str, now: datetime) -> dict[str, object]:
    return {
        "id": walk_in.registration_id,
        "unit_id": unit_id,
        "conference_id": walk_in.conference_id,
        "person_id": walk_in.person_id,
        "code": code,
        "channel": Channel.WALK_IN,
        "received_at": walk_in.raised_at,
        "entered_at": now,
        "entered_by": SYSTEM.id,
        "entered_name": "Hội trường",
        "content_tthc": walk_in.text,
        "content_settlement": "",
        "attends": True,
        "publish_name": False,
        "declarations": {},
        "signed_name": "",
        "has_stamp": False,
        "raw": walk_in.model_dump(mode="json"),
    }


def _question(unit_id: str, walk_in: WalkIn, code: str, now: datetime) -> dict[str, object]:
    row = question_row(
        walk_in.text,
        unit_id=unit_id,
        conference_id=walk_in.conference_id,
        registration_id=walk_in.registration_id,
        person_id=walk_in.person_id,
        number=1,
        code=walk_in.code if "/" in walk_in.code else f"{code}/1",
        channel=Channel.WALK_IN,
        section=Section.PROCEDURE,
        received_at=walk_in.raised_at,
        is_late=False,
        plan_version=0,
    )
    return row | {
        "id": walk_in.question_id,
        "state": State.ACCEPTED,
        "restricted": False,
        "path": AnswerPath.AT_CONFERENCE,
        "decided_at": now,
        "decided_by": "Hội trường",
    }


def _received(unit_id: str, walk_in: WalkIn, code: str, now: datetime) -> RegistrationReceived:
    ids: tuple[UUID, ...] = (walk_in.question_id,)
    return RegistrationReceived(
        unit_id=unit_id,
        occurred_at=now,
        registration_id=walk_in.registration_id,
        conference_id=walk_in.conference_id,
        person_id=walk_in.person_id,
        code=code,
        channel=Channel.WALK_IN,
        received_at=walk_in.raised_at,
        question_ids=ids,
    )
