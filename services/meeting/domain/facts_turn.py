"""Events of turns."""

from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from services.meeting.domain.entries import Standing
from services.meeting.domain.log import Stamp
from services.meeting.domain.session import Session
from services.meeting.domain.turn import Turn
from shared.contracts.meeting import Outcome


@dataclass(frozen=True, slots=True)
class TurnCalled:
    """A person has the floor. `proposed` is whom the rule proposed then; another one is an override."""

    TYPE: ClassVar[str] = "turn.called"
    turn_id: UUID
    question_id: UUID
    allowance_s: int
    proposed: UUID | None = None
    out_of_step: bool = False  # the chair allowed it in a step that takes no questions

    @property
    def overrides(self) -> bool:
        return self.proposed is not None and self.proposed != self.question_id

    def apply(self, session: Session, stamp: Stamp) -> Session:
        entry = session.entries[self.question_id]
        turn = Turn(
            self.turn_id,
            entry.question_id,
            entry.person_id,
            entry.area,
            stamp.at,
            stamp.actor_name,
            self.allowance_s,
        )
        called = replace(session, turns=(*session.turns, turn)).without_placement(entry.question_id)
        return called.with_entry(replace(entry, standing=Standing.SPEAKING))


@dataclass(frozen=True, slots=True)
class TurnExtended:
    """More time for the open turn."""

    TYPE: ClassVar[str] = "turn.extended"
    turn_id: UUID
    seconds: int

    def apply(self, session: Session, stamp: Stamp) -> Session:
        turn = session.turns[-1]
        return session.with_turn(replace(turn, extended_s=turn.extended_s + self.seconds))


@dataclass(frozen=True, slots=True)
class TurnEnded:
    """The turn is over. Without an outcome the question waits for its answer in a later step."""

    TYPE: ClassVar[str] = "turn.ended"
    turn_id: UUID
    outcome: Outcome | None = None

    def apply(self, session: Session, stamp: Stamp) -> Session:
        turn = replace(session.turns[-1], ended_at=stamp.at, outcome=self.outcome)
        entry = replace(session.entries[turn.question_id], standing=Standing.HEARD, outcome=self.outcome)
        return session.with_turn(turn).with_entry(entry)


@dataclass(frozen=True, slots=True)
class TurnPutBack:
    """The person waits again, as if not called."""

    TYPE: ClassVar[str] = "turn.put_back"
    turn_id: UUID

    def apply(self, session: Session, stamp: Stamp) -> Session:
        turn = replace(session.turns[-1], ended_at=stamp.at, put_back=True)
        entry = replace(session.entries[turn.question_id], standing=Standing.WAITING)
        return session.with_turn(turn).with_entry(entry)
