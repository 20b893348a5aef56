"""The session log in the database: lock, fold, append, wake the screens."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.log import LogEvent, Stamp, step
from services.meeting.domain.session import Session
from services.meeting.store import folds
from services.meeting.store.codec import payload_of
from services.meeting.store.conference_tables import Conference
from services.meeting.store.session_tables import SessionEventRow, SessionNote
from shared.ids import new_id
from shared.refusals import NotFound

CHANNEL = "meeting_live"


@dataclass(slots=True)
class Live:
    """A locked conference and its session, as this transaction sees it."""

    conference: Conference
    state: Session


async def lock(session: AsyncSession, conference_id: UUID, unit_id: str) -> Live:
    """Lock the conference and fold its log. The second lock in a transaction gives the same value, appends included.

    Refuses: `NotFound` for another unit's conference.
    """
    known: dict[UUID, Live] = session.info.setdefault("live", {})
    if conference_id not in known:
        conference = await session.get(Conference, conference_id, with_for_update=True, populate_existing=True)
        if conference is None or conference.unit_id != unit_id:
            raise NotFound()
        known[conference_id] = Live(conference, await folds.newest(session, conference_id))
    return known[conference_id]


async def append(
    session: AsyncSession, live: Live, events: Iterable[LogEvent], stamp: Stamp, command_id: UUID | None = None
) -> list[int]:
    """Add events under the next numbers and fold them in; screens of every process wake at the commit."""
    rows, numbers = [], []
    for event in events:
        live.state = step(live.state, event, stamp)
        numbers.append(live.state.seq)
        rows.append(_row(live, event, stamp, command_id))
    if rows:
        await session.execute(insert(SessionEventRow), rows)
        live.conference.seq = live.state.seq
        wake = f"{live.conference.conference_id} {live.state.seq}"
        await session.execute(select(func.pg_notify(CHANNEL, wake)))
    return numbers


def read_wake(body: str) -> tuple[UUID, int]:
    """Which conference changed, and how far its log is."""
    conference_id, _, seq = body.partition(" ")
    return UUID(conference_id), int(seq)


def locked_seq(session: AsyncSession, conference_id: UUID) -> int | None:
    """How far this transaction took the log; none when it did not lock the conference."""
    live: Live | None = session.info.get("live", {}).get(conference_id)
    return live.state.seq if live else None


def keep_note(session: AsyncSession, live: Live, seq: int, text: str, person_id: UUID | None = None) -> None:
    """Words beside the event `seq`; nothing when there are none."""
    if text:
        conference = live.conference
        session.add(
            SessionNote(
                conference_id=conference.conference_id,
                seq=seq,
                unit_id=conference.unit_id,
                person_id=person_id,
                text=text,
            )
        )


def _row(live: Live, event: LogEvent, stamp: Stamp, command_id: UUID | None) -> dict[str, object]:
    return {
        "conference_id": live.conference.conference_id,
        "seq": live.state.seq,
        "event_id": new_id(),
        "unit_id": live.conference.unit_id,
        "type": event.TYPE,
        "payload": payload_of(event),
        "actor": stamp.actor,
        "actor_name": stamp.actor_name,
        "at": stamp.at,
        "command_id": command_id,
    }
