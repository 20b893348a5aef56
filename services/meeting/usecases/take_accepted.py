"""A question was accepted by intake: keep the copy, and put it into the session's line."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.entries import Source
from services.meeting.domain.facts_entry import EntryRegistered
from services.meeting.domain.gavel import register
from services.meeting.store import people
from services.meeting.store.conference_tables import Conference
from services.meeting.store.question_tables import Gone, Question
from services.meeting.store.session_log import lock
from services.meeting.usecases.act import By, record
from services.meeting.usecases.take_removed import remove_from_line
from shared.contracts.intake import QuestionAccepted
from shared.refusals import NotYet
from shared.vietnamese import search_form


async def take_accepted(session: AsyncSession, fact: QuestionAccepted, now: datetime) -> None:
    """Known questions (a walk-in typed here) only get intake's code. After the gavel the answer is owed in writing.

    Raises `NotYet` while the conference is unknown here.
    Rule: R-011, R-031, R-032
    """
    if await session.get(Conference, fact.conference_id) is None:
        raise NotYet(str(fact.conference_id))
    live = await lock(session, fact.conference_id, fact.unit_id)
    known = await session.get(Question, fact.question_id)
    if known:
        known.code, known.section, known.content_group = fact.code, fact.section, fact.content_group
        return
    if await people.erased_among(session, [fact.person_id]):
        return
    question = _row(fact)
    session.add(question)
    await people.save(session, [_nameless(fact)], overwrite=False)
    live.conference.roll_wanted += 1
    entry = EntryRegistered(fact.question_id, fact.person_id, Source.REGISTERED, fact.area, fact.path, fact.received_at)
    by = By(fact.unit_id, fact.actor, "")
    await record(session, live, register(live.state, entry), by, now)
    if await session.get(Gone, fact.question_id):
        question.withdrawn = True
        await remove_from_line(session, question, by, now)


def _row(fact: QuestionAccepted) -> Question:
    copied = {"question_id", "conference_id", "unit_id", "registration_id", "person_id", "code", "channel"} | {
        "section", "content_group", "text", "area", "path", "is_late", "received_at"
    }  # fmt: skip
    return Question(**fact.model_dump(include=copied), folded=search_form(fact.text))


def _nameless(fact: QuestionAccepted) -> dict[str, object]:
    """The name comes with the roll; until then the code stands for the person."""
    return people.person_row(
        fact.unit_id,
        fact.conference_id,
        fact.person_id,
        display_name="",
        public_name="",
        area=fact.area,
        code=fact.code.partition("/")[0],
        registration_id=fact.registration_id,
    )
