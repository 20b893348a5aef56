"""What the recorder still has to be told: computed anew from the log and from what it already knows.

Nothing is remembered in between, so that neither side loses anything by being started again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.recording import ABOUT_TURNS, films, is_wanted, moments
from services.meeting.domain.tracks import wanted_tracks
from services.meeting.store import conferences, film_orders, folds, recordings
from services.meeting.store.codec import event_of
from services.meeting.store.conference_tables import Conference, Status
from services.meeting.store.recording_tables import RecordingRow
from services.meeting.store.session_tables import SessionEventRow
from shared.ids import made_at

LATELY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Duty:
    """One conference's. `untold` are the marks the recorder does not know yet, at real time."""

    conference_id: UUID
    unit_id: str
    is_wanted: bool
    untold: tuple[tuple[str, datetime], ...]
    tracks: tuple[str, ...] = ()  # points to be recorded by themselves


async def duties(session: AsyncSession, now: datetime, real: datetime) -> list[Duty]:
    """Of the conferences that run, are being recorded, or were recorded lately. Orders the films they owe."""
    known = {row.conference_id: row for row in await _recorded(session, real)}
    running = select(Conference).where(or_(Conference.status == Status.LIVE, Conference.conference_id.in_(known)))
    rows = (await session.scalars(running)).all()
    return [await _duty(session, row, now, known.get(row.conference_id)) for row in rows if _may_be(row)]


def _may_be(conference: Conference) -> bool:
    return conferences.rules_of(conference).has_branches


async def _recorded(session: AsyncSession, real: datetime) -> Sequence[RecordingRow]:
    live = exists().where(Conference.conference_id == RecordingRow.conference_id, Conference.status == Status.LIVE)
    late = or_(RecordingRow.is_on, RecordingRow.started_at > real - LATELY, live)
    return (await session.scalars(select(RecordingRow).where(late, RecordingRow.doomed_at.is_(None)))).all()


async def _duty(session: AsyncSession, conference: Conference, now: datetime, known: RecordingRow | None) -> Duty:
    id_ = conference.conference_id
    state = await folds.newest(session, id_)
    wanted = is_wanted(state, now)
    if known is None and not wanted:
        return Duty(id_, conference.unit_id, False, ())
    told = await recordings.marks_of(session, id_)
    said = {name: at for name, at in (await _moments(session, id_)).items() if name not in told}
    rules = conferences.rules_of(conference)
    await film_orders.place(session, conference, films(state, rules))
    tracks = wanted_tracks(state, rules, is_recorded=wanted)
    return Duty(id_, conference.unit_id, wanted, tuple(said.items()), tracks)


async def _moments(session: AsyncSession, conference_id: UUID) -> dict[str, datetime]:
    """An event's id says when it was written down, whatever the business clock showed."""
    asked = select(SessionEventRow).where(
        SessionEventRow.conference_id == conference_id, SessionEventRow.type.in_(ABOUT_TURNS)
    )
    rows = await session.scalars(asked.order_by(SessionEventRow.seq))
    return moments((event_of(row), made_at(row.event_id)) for row in rows)
