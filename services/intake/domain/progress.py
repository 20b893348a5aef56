"""How far a question has come, as a citizen is told: a fold over the facts of all rooms, in any order."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.intake.domain.question import State
from shared.contracts.meeting import OWED_IN_WRITING, Outcome


class Step(StrEnum):
    """One line of the citizen's status."""

    RECEIVED = "received"
    SCREENING = "screening"
    ACCEPTED = "accepted"
    TURNED_AWAY = "turned_away"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"
    ASSIGNED = "assigned"
    ESCALATED = "escalated"
    APPROVED = "approved"
    CONFERENCE = "conference"
    CONCLUDED = "concluded"
    WRITING = "writing"
    LETTER = "letter"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a question. A time that is missing has not happened, or its fact is still on its way."""

    state: State
    received_at: datetime
    decided_at: datetime | None = None
    in_writing: bool = False
    assigned_at: datetime | None = None
    escalated_at: datetime | None = None
    approved_at: datetime | None = None
    outcome: Outcome | None = None
    concluded_at: datetime | None = None
    letter_on: datetime | None = None
    delivered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A step; `at` is empty while it is still ahead."""

    step: Step
    at: datetime | None


_ENDED = {State.TURNED_AWAY: Step.TURNED_AWAY, State.WITHDRAWN: Step.WITHDRAWN}


def timeline(facts: Facts) -> tuple[Entry, ...]:
    """Done steps in the order they are promised, then the next one ahead.

    A duplicate goes the way of the question it was joined with. Rule: R-007, R-011
    """
    done = [Entry(Step.RECEIVED, facts.received_at)]
    if facts.state is State.RECEIVED:
        return (*done, Entry(Step.SCREENING, None))
    if facts.state in _ENDED:
        sent = ((Step.LETTER, facts.letter_on), (Step.DELIVERED, facts.delivered_at))
        return (
            *done,
            Entry(_ENDED[facts.state], facts.decided_at or facts.received_at),
            *(Entry(step, at) for step, at in sent if at),
        )
    entrance = Step.DUPLICATE if facts.state is State.DUPLICATE else Step.ACCEPTED
    steps = (
        (entrance, facts.decided_at or facts.received_at),
        (Step.ASSIGNED, facts.assigned_at),
        (Step.ESCALATED, facts.escalated_at),
        (Step.APPROVED, facts.approved_at),
        (Step.CONCLUDED, facts.concluded_at),
        (Step.LETTER, facts.letter_on),
        (Step.DELIVERED, facts.delivered_at),
    )
    ahead = _next(facts)
    return (*done, *(Entry(step, at) for step, at in steps if at), *((Entry(ahead, None),) if ahead else ()))


def _next(facts: Facts) -> Step | None:
    """What the citizen waits for now; nothing after a delivery or an answer in the hall."""
    if facts.delivered_at or (facts.outcome and not owes_writing(facts)):
        return None
    if facts.letter_on:
        return Step.DELIVERED
    if not facts.assigned_at and not facts.concluded_at:
        return Step.ASSIGNED
    return Step.WRITING if owes_writing(facts) else Step.CONFERENCE


def owes_writing(facts: Facts) -> bool:
    """Whether a letter is promised: a late form, or an outcome that asks for one. Rule: R-095, C-12"""
    return facts.outcome in OWED_IN_WRITING if facts.outcome else facts.in_writing


def may_read_answer(facts: Facts) -> bool:
    """The answer is shown once it was given in the hall or delivered, never before."""
    return bool(facts.delivered_at) or (facts.outcome is not None and not owes_writing(facts))
