"""Recordings in the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.tracks import track_of
from services.meeting.store.recording_tables import (
    RecordingClip,
    RecordingInit,
    RecordingMark,
    RecordingRow,
    RecordingSegment,
)
from shared.refusals import Unavailable


@dataclass(frozen=True, slots=True)
class Part:
    """Objects that put together are one film: an init segment and the segments after it that were made with it."""

    keys: tuple[str, ...]
    duration_us: int
    size: int  # bytes in the store


async def switch_on(
    session: AsyncSession, conference_id: UUID, unit_id: str, now: datetime, point: str = ""
) -> RecordingRow:
    """The recording of the stage, or of one point, is wanted; its origin is the moment of the first time.

    Raises `Unavailable` while it is deleted.
    """
    id_ = track_of(conference_id, point) if point else conference_id
    row = await session.get(RecordingRow, id_, with_for_update=True)
    if row is not None and row.doomed_at:
        raise Unavailable("recording")
    if row is None:
        origin_us = round(now.timestamp() * 1_000_000)
        row = RecordingRow(conference_id=id_, unit_id=unit_id, origin_us=origin_us, started_at=now)
        row.of, row.point = (conference_id, point) if point else (None, "")
        session.add(row)
    row.is_on, row.stopped_at = True, None
    await session.flush()
    return row


async def switch_off(session: AsyncSession, conference_id: UUID, now: datetime) -> None:
    row = await session.get(RecordingRow, conference_id, with_for_update=True)
    if row is not None and row.is_on:
        row.is_on, row.stopped_at = False, now


async def find(session: AsyncSession, conference_id: UUID, *, keep: bool = False) -> RecordingRow | None:
    """With `keep` it is not deleted before the commit."""
    return await session.get(RecordingRow, conference_id, with_for_update={"read": True} if keep else None)


async def tracks_of(session: AsyncSession, conference_id: UUID) -> Sequence[RecordingRow]:
    """The points' own recordings, those apart that are to be deleted."""
    asked = select(RecordingRow).where(RecordingRow.of == conference_id, RecordingRow.doomed_at.is_(None))
    return (await session.scalars(asked.order_by(RecordingRow.point))).all()


async def begun_at(session: AsyncSession, conference_id: UUID) -> datetime | None:
    """When its recording began, real time; none without one, and when it was deleted."""
    row = await find(session, conference_id)
    return row.started_at if row else None


async def wanted(session: AsyncSession) -> Sequence[RecordingRow]:
    """The recordings that are to run now."""
    return (await session.scalars(select(RecordingRow).where(RecordingRow.is_on))).all()


async def segments_of(session: AsyncSession, conference_id: UUID) -> Sequence[RecordingSegment]:
    """All segments the store has, in their order."""
    asked = select(RecordingSegment).where(RecordingSegment.conference_id == conference_id)
    return (await session.scalars(asked.order_by(RecordingSegment.number))).all()


async def spans_of(session: AsyncSession, conference_id: UUID) -> list[tuple[int, int]]:
    """From when to when each stored segment is, µs of the timeline, in order."""
    asked = select(RecordingSegment.start_us, RecordingSegment.start_us + RecordingSegment.duration_us)
    asked = asked.where(RecordingSegment.conference_id == conference_id).order_by(RecordingSegment.number)
    return [(start, end) for start, end in await session.execute(asked)]


async def parts_of(session: AsyncSession, recording_id: UUID) -> list[Part]:
    """The films it makes without being encoded anew, in order: many players stop where the picture's size changes."""
    inits = {init.number: init.key for init in await inits_of(session, recording_id)}
    runs = groupby(await segments_of(session, recording_id), key=attrgetter("init"))
    return [_part(inits[init], list(run)) for init, run in runs]


def _part(init: str, run: Sequence[RecordingSegment]) -> Part:
    keys = (init, *(segment.key for segment in run))
    return Part(keys, sum(segment.duration_us for segment in run), sum(segment.size for segment in run))


async def inits_of(session: AsyncSession, conference_id: UUID) -> Sequence[RecordingInit]:
    asked = select(RecordingInit).where(RecordingInit.conference_id == conference_id)
    return (await session.scalars(asked.order_by(RecordingInit.number))).all()


async def clips_of(session: AsyncSession, conference_id: UUID) -> Sequence[RecordingClip]:
    asked = select(RecordingClip).where(RecordingClip.conference_id == conference_id)
    return (await session.scalars(asked.order_by(RecordingClip.start_us))).all()


async def add_stored(session: AsyncSession, kind: str, row: dict[str, Any]) -> None:
    """The store has this init segment or segment; said again it changes nothing."""
    table = RecordingInit if kind == "init" else RecordingSegment
    await session.execute(insert(table).values(row).on_conflict_do_nothing())


async def add_mark(session: AsyncSession, recording: RecordingRow, name: str, at_us: int) -> None:
    """A moment with a name; the first time counts."""
    row = {"conference_id": recording.conference_id, "unit_id": recording.unit_id, "name": name, "at_us": at_us}
    await session.execute(insert(RecordingMark).values(row).on_conflict_do_nothing())


async def marks_of(session: AsyncSession, conference_id: UUID) -> dict[str, int]:
    asked = select(RecordingMark).where(RecordingMark.conference_id == conference_id)
    return {row.name: row.at_us for row in await session.scalars(asked.order_by(RecordingMark.at_us))}


async def put_clip(session: AsyncSession, row: dict[str, Any]) -> None:
    """A clip cut again under the same name takes the place of the older one."""
    said = insert(RecordingClip).values(row)
    fresh = {name: said.excluded[name] for name in row if name not in ("conference_id", "name")}
    await session.execute(said.on_conflict_do_update(index_elements=["conference_id", "name"], set_=fresh))
