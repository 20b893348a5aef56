"""A person's data is deleted: names, contacts, words and films go, ids and counts stay."""

from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.watching import choose
from services.meeting.store import films
from services.meeting.store.clip_tables import ClipDecision, Done
from services.meeting.store.conference_tables import Conference
from services.meeting.store.minutes_tables import MinutesEdit, ResultItemRow
from services.meeting.store.people_tables import Person
from services.meeting.store.question_tables import ErasedPerson, Question, WalkInRow
from services.meeting.store.session_log import lock
from services.meeting.store.session_tables import SessionNote
from services.meeting.usecases.act import By, record
from services.meeting.usecases.tell_clip import tell_clip
from shared.contracts.intake import PersonErased
from shared.contracts.meeting import Watching

ERASED = "(đã xóa theo yêu cầu)"


async def forget_person(session: AsyncSession, fact: PersonErased) -> None:
    """Delete every copy this room holds of the person's name, contact, question and films."""
    mine = fact.person_id
    await _lock_conferences(session, fact.unit_id)
    known = insert(ErasedPerson).values(person_id=mine, unit_id=fact.unit_id)
    await session.execute(known.on_conflict_do_nothing())
    blank = {"display_name": ERASED, "public_name": "một công dân", "sort_key": "", "folded": ""}
    nameless = {"publishes_name": False, "initial_name": ""}
    await session.execute(update(Person).where(Person.person_id == mine).values(blank | nameless))
    erased = {"text": ERASED, "folded": "", "answer_text": "", "legal_basis": ""}
    await session.execute(update(Question).where(Question.person_id == mine).values(erased))
    await session.execute(delete(WalkInRow).where(WalkInRow.person_id == mine))
    await session.execute(delete(SessionNote).where(SessionNote.person_id == mine))
    asked = select(Question.question_id).where(Question.person_id == mine)
    await session.execute(delete(MinutesEdit).where(MinutesEdit.question_id.in_(asked)))
    await session.execute(delete(ResultItemRow).where(ResultItemRow.question_id.in_(asked)))
    await session.execute(delete(ClipDecision).where(ClipDecision.question_id.in_(asked)))
    questions = (await session.scalars(select(Question).where(Question.person_id == mine))).all()
    for question in questions:
        await _forget_film(session, question, fact)
    for conference_id in sorted({question.conference_id for question in questions}):
        await _close_archive(session, conference_id, fact)


async def _forget_film(session: AsyncSession, question: Question, fact: PersonErased) -> None:
    """From now on nobody sees it, the recorder deletes it, and it is never cut again."""
    id_, conference_id = question.question_id, question.conference_id
    films.note(session, conference_id, question.unit_id, Done.ERASED, fact.occurred_at, question_id=id_)
    clip = await films.clip_of(session, conference_id, id_)
    conference = await session.get(Conference, conference_id)
    if clip and conference:
        clip.doomed_at = fact.occurred_at
        await tell_clip(session, conference, id_, fact.occurred_at)


async def _close_archive(session: AsyncSession, conference_id: UUID, fact: PersonErased) -> None:
    """The recording of the whole session may hold them: seeing it again from home ends; the office may decide anew."""
    live = await lock(session, conference_id, fact.unit_id)
    if live.state.watching is Watching.ARCHIVE:
        by = By(fact.unit_id, "system", "hệ thống, sau khi xóa dữ liệu của một người tham gia")
        await record(session, live, choose(live.state, Watching.LIVE), by, fact.occurred_at)


async def _lock_conferences(session: AsyncSession, unit_id: str) -> None:
    """Whoever brings names or texts into a conference has committed them, or finds the person erased."""
    mine = select(Conference.conference_id).where(Conference.unit_id == unit_id).order_by(Conference.conference_id)
    await session.execute(mine.with_for_update())
