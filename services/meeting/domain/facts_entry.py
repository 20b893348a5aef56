"""Events of the entries in the line."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from services.meeting.domain.entries import Entry, Placement, Source, Standing
from services.meeting.domain.log import Stamp
from services.meeting.domain.session import Session
from shared.contracts.intake import AnswerPath
from shared.contracts.meeting import Outcome


@dataclass(frozen=True, slots=True)
class EntryRegistered:
    """A question of this conference is known: accepted by intake, or raised in the hall."""

    TYPE: ClassVar[str] = "entry.registered"
    question_id: UUID
    person_id: UUID
    source: Source
    area: str
    path: AnswerPath
    arrived_at: datetime
    follow_up_of: UUID | None = None

    def apply(self, session: Session, stamp: Stamp) -> Session:
        return session.with_entry(
            Entry(
                self.question_id,
                self.person_id,
                self.source,
                self.area,
                self.path,
                self.arrived_at,
                self.follow_up_of,
            )
        )


@dataclass(frozen=True, slots=True)
class EntryRemoved:
    """The question was withdrawn, or another one carries its answer."""

    TYPE: ClassVar[str] = "entry.removed"
    question_id: UUID

    def apply(self, session: Session, stamp: Stamp) -> Session:
        return _stands(session, self.question_id, Standing.REMOVED)


@dataclass(frozen=True, slots=True)
class EntryReadied:
    """Holder or answer of the question moved on; the words stand in its row."""

    TYPE: ClassVar[str] = "answer.readied"
    question_id: UUID

    def apply(self, session: Session, stamp: Stamp) -> Session:
        return session


@dataclass(frozen=True, slots=True)
class EntryMoved:
    """The operator placed the entry right after another, or on top."""

    TYPE: ClassVar[str] = "entry.moved"
    question_id: UUID
    after: UUID | None

    def apply(self, session: Session, stamp: Stamp) -> Session:
        others = session.without_placement(self.question_id)
        placement = Placement(self.question_id, self.after, stamp.actor_name)
        return replace(others, placements=(*others.placements, placement))


@dataclass(frozen=True, slots=True)
class EntrySkipped:
    """The person was called and not there. An open turn of this entry ends without being heard."""

    TYPE: ClassVar[str] = "entry.skipped"
    question_id: UUID

    def apply(self, session: Session, stamp: Stamp) -> Session:
        turn = session.turn
        if turn and turn.question_id == self.question_id:
            session = session.with_turn(replace(turn, ended_at=stamp.at, put_back=True))
        return _stands(session, self.question_id, Standing.SKIPPED)


@dataclass(frozen=True, slots=True)
class EntryRecalled:
    """A skipped or heard entry waits again."""

    TYPE: ClassVar[str] = "entry.recalled"
    question_id: UUID

    def apply(self, session: Session, stamp: Stamp) -> Session:
        entry = replace(session.entries[self.question_id], standing=Standing.WAITING, outcome=None)
        return session.with_entry(entry)


@dataclass(frozen=True, slots=True)
class OutcomeDecided:
    """What the hall did with a heard question: said after the turn, or corrected."""

    TYPE: ClassVar[str] = "outcome.decided"
    question_id: UUID
    outcome: Outcome

    def apply(self, session: Session, stamp: Stamp) -> Session:
        return session.with_entry(replace(session.entries[self.question_id], outcome=self.outcome))


@dataclass(frozen=True, slots=True)
class EntryConcluded:
    """The question's one outcome. `excused`: absent, and the organisers had been told (C-12)."""

    TYPE: ClassVar[str] = "question.concluded"
    question_id: UUID
    outcome: Outcome
    excused: bool = False

    def apply(self, session: Session, stamp: Stamp) -> Session:
        turn = session.turn
        if turn and turn.question_id == self.question_id:
            session = session.with_turn(replace(turn, ended_at=stamp.at, outcome=self.outcome))
        return replace(session, outcomes={**session.outcomes, self.question_id: self.outcome})


def _stands(session: Session, question_id: UUID, standing: Standing) -> Session:
    entry = replace(session.entries[question_id], standing=standing)
    return session.with_entry(entry).without_placement(question_id)
