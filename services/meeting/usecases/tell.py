"""Which events of the log are facts for other rooms, and how they move the conference."""

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.facts_entry import EntryConcluded
from services.meeting.domain.facts_session import SessionConcluded, SessionOpened, WatchingChosen
from services.meeting.domain.log import LogEvent, Stamp
from services.meeting.store.conference_tables import Conference, Status
from shared.contracts import meeting
from shared.contracts.event import Event
from shared.contracts.meeting import Outcome
from shared.messaging import outbox


def tell(session: AsyncSession, conference: Conference, event: LogEvent, seq: int, stamp: Stamp) -> None:
    """Put the fact into the outbox, and move the conference on when the session opened or ended."""
    fact = _fact(conference, event, seq, stamp)
    if fact:
        outbox.put(session, fact)
    if isinstance(event, SessionOpened):
        conference.status = Status.LIVE
    if isinstance(event, SessionConcluded):
        conference.status = Status.CONCLUDED


def _fact(conference: Conference, event: LogEvent, seq: int, stamp: Stamp) -> Event | None:
    about = {
        "unit_id": conference.unit_id,
        "occurred_at": stamp.at,
        "actor": stamp.actor,
        "conference_id": conference.conference_id,
    }
    match event:
        case SessionOpened():
            return meeting.SessionOpened(**about)
        case SessionConcluded():
            return meeting.SessionConcluded(**about)
        case WatchingChosen():
            return meeting.WatchingChosen(**about, watching=event.watching)
        case EntryConcluded():
            return meeting.QuestionConcluded(
                **about, question_id=event.question_id, outcome=event.outcome, seq=seq, note=_note(event)
            )
        case _:
            return None


def _note(event: EntryConcluded) -> str:
    """C-12: absence with and without notice get the same letter; only statistics tell them apart."""
    if event.outcome is not Outcome.ABSENT:
        return ""
    return "vắng, có báo Ban Tổ chức" if event.excused else "vắng, không báo Ban Tổ chức"
