"""Recording a session: when it is wanted, which moments it names, which films it owes. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.meeting.domain import refusals as no
from services.meeting.domain.agenda import HallRules
from services.meeting.domain.clips import clip_name
from services.meeting.domain.facts_entry import EntryConcluded, EntrySkipped
from services.meeting.domain.facts_session import RecordingSwitched
from services.meeting.domain.facts_turn import TurnCalled, TurnEnded, TurnPutBack
from services.meeting.domain.log import LogEvent
from services.meeting.domain.session import Recording, Session
from services.meeting.domain.stage import point_of
from services.meeting.domain.turns import must_be_open

FORGOTTEN = timedelta(hours=18)  # a session nobody ended is not recorded for days
ABOUT_TURNS = (TurnCalled.TYPE, TurnEnded.TYPE, TurnPutBack.TYPE, EntrySkipped.TYPE, EntryConcluded.TYPE)


@dataclass(frozen=True, slots=True)
class Film:
    """What is to be cut for a question: its last turn that was heard, first showing the speaker's point."""

    name: str
    question_id: UUID
    turn_id: UUID
    point: str


def switch(session: Session, rules: HallRules, to: Recording) -> tuple[LogEvent, ...]:
    """Begin, hold or end the recording by hand; nothing when it is so already.

    Refuses: a session that does not run, a conference without branch points. Rule: R-209
    """
    must_be_open(session)
    if not rules.has_branches:
        raise no.NothingToRecord()
    return () if session.recording is to else (RecordingSwitched(to),)


def is_wanted(session: Session, now: datetime) -> bool:
    """From the opening to the gavel, unless somebody held it, or everybody went home without the gavel. Rule: R-209"""
    if not session.is_open or session.recording is not Recording.ON or session.opened_at is None:
        return False
    return now - session.opened_at < FORGOTTEN


def mark(turn_id: UUID, edge: str) -> str:
    """How the recording names the `start` or the `end` of a turn."""
    return f"turn:{turn_id}:{edge}"


def moments(events: Iterable[tuple[LogEvent, datetime]]) -> dict[str, datetime]:
    """Starts and ends of turns as the log tells them, each by its mark's name, at the event's own (real) time."""
    found: dict[str, datetime] = {}
    turn: TurnCalled | None = None
    for event, at in events:
        if isinstance(event, TurnCalled):
            found[mark(event.turn_id, "start")] = at
            turn = event
        elif turn and _ends(event, turn):
            found[mark(turn.turn_id, "end")] = at
            turn = None
    return found


def _ends(event: LogEvent, turn: TurnCalled) -> bool:
    about = getattr(event, "turn_id", None) or getattr(event, "question_id", None)
    return about in (turn.turn_id, turn.question_id)


def films(session: Session, rules: HallRules) -> list[Film]:
    """One a question that was heard. Rule: R-209"""
    heard = {turn.question_id: turn for turn in session.turns if not (turn.is_open or turn.put_back)}
    return [
        Film(clip_name(id_), id_, turn.turn_id, point_of(session, rules, turn.person_id).key)
        for id_, turn in heard.items()
    ]
