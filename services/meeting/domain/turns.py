"""What the operator may do with a turn. Each function answers the events to append, or refuses."""

from uuid import UUID

from services.meeting.domain import refusals as no
from services.meeting.domain.agenda import HallRules
from services.meeting.domain.entries import Entry, Standing
from services.meeting.domain.facts_entry import OutcomeDecided
from services.meeting.domain.facts_turn import TurnCalled, TurnEnded, TurnExtended, TurnPutBack
from services.meeting.domain.line import propose_next
from services.meeting.domain.log import LogEvent
from services.meeting.domain.session import Phase, Session
from services.meeting.domain.turn import Turn
from shared.contracts.meeting import Outcome
from shared.refusals import NotFound

HALL_OUTCOMES = (Outcome.ANSWERED_IN_HALL, Outcome.TO_WRITE, Outcome.OVER_AUTHORITY, Outcome.GUIDED)


def call(
    session: Session, rules: HallRules, question_id: UUID, turn_id: UUID, *, chair_allows: bool = False
) -> tuple[LogEvent, ...]:
    """Give the floor to an entry; at most one turn is open.

    Refuses: an open turn (saying who called whom), an absent person, a step without questions unless the chair allows.
    Rule: R-010, R-101, R-102
    """
    must_run(session)
    if session.turn:
        raise no.TurnOpen(by=session.turn.called_by, person_id=session.turn.person_id)
    entry = find_entry(session, question_id)
    _must_be_callable(session, entry)
    step_takes_questions = rules.takes_questions(session.step_key)
    if not step_takes_questions and not chair_allows:
        step = rules.step(session.step_key)
        raise no.StepTakesNoQuestions(step=step.title if step else "hiện tại")
    proposed = propose_next(session)
    proposed_id = proposed.entry.question_id if proposed else None
    return (TurnCalled(turn_id, question_id, rules.speaking_s, proposed_id, not step_takes_questions),)


def end(session: Session, turn_id: UUID, outcome: Outcome | None) -> tuple[LogEvent, ...]:
    """End the open turn with what the hall did, or leave the answer to a later step of the programme.

    Rule: R-031, R-033, R-034, R-096, R-097, R-102
    """
    if outcome:
        _must_be_hall_outcome(outcome)
    return (TurnEnded(open_turn(session, turn_id).turn_id, outcome),)


def extend(session: Session, turn_id: UUID, seconds: int) -> tuple[LogEvent, ...]:
    """Add time to the open turn."""
    return (TurnExtended(open_turn(session, turn_id).turn_id, seconds),)


def put_back(session: Session, turn_id: UUID) -> tuple[LogEvent, ...]:
    """The person waits again: the call was a mistake."""
    return (TurnPutBack(open_turn(session, turn_id).turn_id),)


def decide(session: Session, question_id: UUID, outcome: Outcome) -> tuple[LogEvent, ...]:
    """The outcome of a heard question: its first one, or another until the gavel.

    Rule: R-033, R-034, R-102
    """
    must_be_open(session)
    _must_be_hall_outcome(outcome)
    if find_entry(session, question_id).standing is not Standing.HEARD:
        raise no.NotHeard()
    return (OutcomeDecided(question_id, outcome),)


def open_turn(session: Session, turn_id: UUID) -> Turn:
    """The open turn, when it is the one meant."""
    must_be_open(session)
    if session.turn is None or session.turn.turn_id != turn_id:
        raise no.NoTurn()
    return session.turn


def find_entry(session: Session, question_id: UUID) -> Entry:
    try:
        return session.entries[question_id]
    except KeyError:
        raise NotFound() from None


def must_be_open(session: Session) -> None:
    if session.phase is Phase.PREPARED:
        raise no.NotOpen()
    must_not_be_concluded(session)


def must_run(session: Session) -> None:
    must_be_open(session)
    if session.phase is Phase.PAUSED:
        raise no.Paused()


def must_not_be_concluded(session: Session) -> None:
    if session.phase is Phase.CONCLUDED:
        raise no.Concluded()


def _must_be_callable(session: Session, entry: Entry) -> None:
    refused = {Standing.HEARD: no.AlreadyHeard, Standing.SKIPPED: no.AlreadySkipped, Standing.REMOVED: no.EntryGone}
    if entry.standing in refused:
        raise refused[entry.standing](person_id=entry.person_id)
    if not entry.speaks:
        raise no.AnsweredInWriting(person_id=entry.person_id)
    if not session.is_present(entry.person_id):
        raise no.NotPresent(person_id=entry.person_id)


def _must_be_hall_outcome(outcome: Outcome) -> None:
    if outcome not in HALL_OUTCOMES:
        raise no.HallOutcomeOnly()
