"""Everything the console shows of one conference, read at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.agenda import HallRules
from services.meeting.domain.entries import Entry
from services.meeting.domain.session import Session
from services.meeting.store import conferences, folds, people, questions
from services.meeting.store.conference_tables import Conference
from services.meeting.store.people import spoken_name
from services.meeting.store.people_tables import Person
from services.meeting.store.question_tables import Question
from services.meeting.store.session_tables import SessionEventRow, SessionNote
from shared.refusals import NotFound

QUIET = ("answer.readied", "roll.changed", "entry.registered")  # not an act of the hall

Pick = Callable[[Session], Iterable[Entry]]


@dataclass(frozen=True, slots=True)
class Scene:
    """A conference with its folded session, its people in the order of names, and its questions."""

    conference: Conference
    rules: HallRules
    state: Session
    people: dict[UUID, Person]
    questions: dict[UUID, Question]

    def name_of(self, person_id: UUID) -> str:
        person = self.people.get(person_id)
        return spoken_name(person) if person else "người tham dự"

    def attendees(self) -> list[list[Person]]:
        """Everybody the door may meet, one list of forms a person, the one the door notes first."""
        known: dict[UUID, list[Person]] = {}
        for person in self.people.values():
            one = self.state.one(person.person_id)
            known.setdefault(one, []).insert(0 if person.person_id == one else len(known.get(one, ())), person)
        return list(known.values())

    def asked(self) -> list[Question]:
        """Questions that stand: not withdrawn, and no repeat of another."""
        return [q for q in self.questions.values() if not q.withdrawn and not q.duplicate_of]

    def questions_of(self, person_id: UUID) -> list[Question]:
        """What the person asks, on whichever form, oldest first."""
        one = self.state.one(person_id)
        own = (q for q in self.asked() if self.state.one(q.person_id) == one)
        return sorted(own, key=lambda q: (q.received_at, q.code))

    def names(self) -> dict[UUID, str]:
        """Person id and question id → how officers call the person."""
        by_person = {person_id: self.name_of(person_id) for person_id in self.people}
        by_question = {e.question_id: self.name_of(e.person_id) for e in self.state.entries.values()}
        return by_person | by_question


async def load(session: AsyncSession, conference_id: UUID, only: Pick | None = None) -> Scene:
    """The scene as committed. With `only` just the people and questions of the entries it picks.

    Refuses: `NotFound`.
    """
    conference = await session.get(Conference, conference_id)
    if conference is None:
        raise NotFound()
    state = await folds.newest(session, conference_id)
    picked = list(only(state)) if only else None
    persons = None if picked is None else {entry.person_id for entry in picked}
    asked = None if picked is None else {entry.question_id for entry in picked}
    return Scene(
        conference=conference,
        rules=conferences.rules_of(conference),
        state=state,
        people=await people.of_conference(session, conference_id, persons),
        questions=await questions.of_conference(session, conference_id, asked),
    )


async def log_rows(session: AsyncSession, conference_id: UUID, last: int | None = None) -> list[SessionEventRow]:
    """What was done, in order: the whole log, or its `last` rows. What other rooms did quietly is left out."""
    statement = (
        select(SessionEventRow)
        .where(SessionEventRow.conference_id == conference_id, SessionEventRow.type.not_in(QUIET))
        .order_by(SessionEventRow.seq.desc())
        .limit(last)
    )
    return list((await session.execute(statement)).scalars())[::-1]


async def notes(session: AsyncSession, conference_id: UUID) -> dict[int, str]:
    """Words beside events, by `seq`."""
    statement = select(SessionNote).where(SessionNote.conference_id == conference_id)
    return {note.seq: note.text for note in (await session.execute(statement)).scalars()}
