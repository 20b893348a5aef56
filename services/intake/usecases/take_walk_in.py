"""Take in what was asked in the hall: typed there under ids made there, and accepted by being heard."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.question import State
from services.intake.store.questions import entry, lock_question
from services.intake.store.rows import Ids, registrant_row, registration_row
from services.intake.store.tables import HistoryEntry, Question, Registrant, Registration
from services.intake.store.units import get_profile
from services.intake.usecases.accept import announce
from services.intake.usecases.judge import question_row
from shared.contracts.intake import AnswerPath, Channel, RegistrationReceived, Section
from shared.contracts.meeting import WalkIn
from shared.identity.actor import SYSTEM
from shared.messaging import outbox
from shared.profiles import Profile

HALL = "Hội trường"


async def take_walk_in(session: AsyncSession, unit_id: str, walk_in: WalkIn, now: datetime) -> None:
    """Register sender and question under the ids the hall gave them; the question is already accepted.

    Rule: R-025, R-088, C-13
    """
    code = walk_in.code.partition("/")[0]
    ids = Ids(unit_id, walk_in.conference_id, walk_in.registration_id, walk_in.person_id, code)
    profile = await get_profile(session, unit_id)
    await session.execute(_registrant_if_new(_registrant(ids, profile, walk_in)))
    await session.execute(insert(Registration.core()), _registration(ids, walk_in, now))
    await session.execute(insert(Question.core()), _question(ids, walk_in, now))
    line = entry(unit_id, walk_in.registration_id, walk_in.question_id, "received", "hỏi tại hội nghị", SYSTEM, now)
    await session.execute(insert(HistoryEntry.core()), line)
    outbox.put(session, _received(ids, walk_in, now))
    await announce(session, await lock_question(session, unit_id, walk_in.question_id), SYSTEM, now)


def _registrant_if_new(row: dict[str, Any]) -> Insert:
    """Somebody on the roll who asks again keeps the name and contacts we have."""
    return upsert(Registrant.core()).values(row).on_conflict_do_nothing()


def _registrant(ids: Ids, profile: Profile, walk_in: WalkIn) -> dict[str, Any]:
    return registrant_row(
        ids,
        profile,
        full_name=walk_in.full_name,
        org_name=walk_in.org_name,
        phone=walk_in.phone,
        email=walk_in.email,
        address=walk_in.address or walk_in.area,
        where=f"{walk_in.area} {walk_in.address}",
    )


def _registration(ids: Ids, walk_in: WalkIn, now: datetime) -> dict[str, Any]:
    return registration_row(
        ids,
        channel=Channel.WALK_IN,
        received_at=walk_in.raised_at,
        entered_at=now,
        entered_by=SYSTEM.id,
        entered_name=HALL,
        content_tthc=walk_in.text,
        attends=True,
        raw=walk_in.model_dump(mode="json"),
    )


def _question(ids: Ids, walk_in: WalkIn, now: datetime) -> dict[str, Any]:
    waiting = question_row(
        walk_in.text,
        unit_id=ids.unit_id,
        conference_id=ids.conference_id,
        registration_id=ids.registration_id,
        person_id=ids.person_id,
        number=1,
        code=walk_in.code if "/" in walk_in.code else f"{ids.code}/1",
        channel=Channel.WALK_IN,
        section=Section.PROCEDURE,
        received_at=walk_in.raised_at,
        is_late=False,
        plan_version=0,
    )
    heard = {"state": State.ACCEPTED, "restricted": False, "path": AnswerPath.AT_CONFERENCE}
    return waiting | heard | {"id": walk_in.question_id, "decided_at": now, "decided_by": HALL}


def _received(ids: Ids, walk_in: WalkIn, now: datetime) -> RegistrationReceived:
    return RegistrationReceived(
        unit_id=ids.unit_id,
        occurred_at=now,
        registration_id=ids.registration_id,
        conference_id=ids.conference_id,
        person_id=ids.person_id,
        code=ids.code,
        channel=Channel.WALK_IN,
        received_at=walk_in.raised_at,
        question_ids=(walk_in.question_id,),
    )
