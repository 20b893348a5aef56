"""Speakers who are called from home: who has the floor, and how far somebody's call is."""

from enum import StrEnum
from uuid import UUID

from services.meeting.domain.agenda import HallRules
from services.meeting.domain.entries import Standing
from services.meeting.domain.line import propose_next
from services.meeting.domain.points import FROM_HOME
from services.meeting.domain.session import Phase, Session
from services.meeting.domain.stage import point_of


class Call(StrEnum):
    """`NEXT` and `SPEAKING` are the time of a link: who has it may come in."""

    LATER = "later"
    NEXT = "next"  # whom the line proposes
    SPEAKING = "speaking"
    OVER = "over"

    @property
    def is_open(self) -> bool:
        return self in (Call.NEXT, Call.SPEAKING)


def called(session: Session, rules: HallRules) -> UUID | None:
    """The question whose speaker has the floor from home: nobody else may send from there. Rule: R-209"""
    if session.turn is None or session.phase is Phase.CONCLUDED:
        return None
    return session.turn.question_id if point_of(session, rules, session.turn.person_id) == FROM_HOME else None


def call_of(session: Session, rules: HallRules, question_id: UUID) -> Call:
    """How far the call of who asks this from home is. Rule: R-209"""
    entry = session.entries.get(question_id)
    if entry is None or session.phase is Phase.CONCLUDED or point_of(session, rules, entry.person_id) != FROM_HOME:
        return Call.OVER
    if called(session, rules) == question_id:
        return Call.SPEAKING
    if entry.standing is not Standing.WAITING:
        return Call.OVER
    proposed = propose_next(session)
    return Call.NEXT if proposed and proposed.entry.question_id == question_id else Call.LATER
