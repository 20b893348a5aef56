"""The stage: which point everybody sees. The media process asks here; the line decides unless the operator did."""

from uuid import UUID

from services.meeting.domain import refusals as no
from services.meeting.domain.agenda import HallRules
from services.meeting.domain.facts_session import StageChosen
from services.meeting.domain.log import LogEvent
from services.meeting.domain.points import Point
from services.meeting.domain.session import Phase, Session
from services.meeting.domain.turns import must_not_be_concluded


def point_of(session: Session, rules: HallRules, person_id: UUID) -> Point:
    """Where a person is; the hall unless the door said otherwise. Rule: R-186"""
    return rules.point(session.seat(person_id)) or rules.points[0]


def turn_point(session: Session, rules: HallRules) -> Point | None:
    """The point of the current turn: its microphone is open. None while nobody has the floor. Rule: R-186, R-209"""
    return point_of(session, rules, session.turn.person_id) if session.turn else None


def on_stage(session: Session, rules: HallRules) -> Point:
    """The operator's choice, else the point of the current turn, else the hall. Rule: R-186"""
    return _chosen(session, rules) or turn_point(session, rules) or rules.points[0]


def open_microphones(session: Session, rules: HallRules) -> tuple[str, ...]:
    """Points that are heard: the chair's hall from opening to gavel, and one beside it.

    That one is the turn's point, silent during a break, or the operator's choice while nobody has a turn. Before the
    opening only the operator's choice is heard: a sound test. Rule: R-186, R-209
    """
    if session.phase is Phase.CONCLUDED:
        return ()
    hall = rules.points[0] if session.phase is not Phase.PREPARED else None
    if session.turn:
        beside = turn_point(session, rules) if session.phase is not Phase.PAUSED else None
    else:
        beside = _chosen(session, rules)
    return tuple(dict.fromkeys(point.key for point in (hall, beside) if point))


def choose(session: Session, rules: HallRules, key: str | None) -> tuple[LogEvent, ...]:
    """Put a point on air until another choice; none follows the line again.

    Refuses: a point the conference does not have, and anything after the gavel.
    """
    must_not_be_concluded(session)
    if key is not None and not (key and rules.point(key)):
        raise no.UnknownPoint()
    return () if session.stage == key else (StageChosen(key),)


def seat_at(rules: HallRules, key: str) -> str:
    """How the log names a place: the key of a branch, empty for the hall. Refuses an unknown one."""
    point = rules.point(key)
    if point is None:
        raise no.UnknownPoint()
    return "" if point.is_hall else point.key


def _chosen(session: Session, rules: HallRules) -> Point | None:
    return rules.point(session.stage) if session.stage else None
