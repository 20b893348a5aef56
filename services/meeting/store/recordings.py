"""Recordings in the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.store.recording_tables import (
    FilmOrder,
    RecordingClip,
    RecordingInit,
    RecordingMark,
    RecordingRow,
    RecordingSegment,
)
from shared.refusals import Unavailable

ALL_OF_ONE = (FilmOrder, RecordingClip, RecordingMark, RecordingSegment, RecordingInit, RecordingRow)
EXPIRES = (RecordingRow.held_because == "", RecordingRow.doomed_at.is_(None), RecordingRow.is_on.is_(False))


async def switch_on(session: AsyncSession, conference_id: UUID, unit_id: str, now: datetime) -> RecordingRow:
    """The recording is wanted; its origin is the moment of the first time. Raises `Unavailable` while it is deleted."""
    row = await session.get(RecordingRow, conference_id, with_for_update=True)
    if row is not None and row.doomed_at:
        raise Unavailable("recording")
    if row is None:
        origin_us = round(now.timestamp() * 1_000_000)
        row = RecordingRow(conference_id=conference_id, unit_id=unit_id, origin_us=origin_us, started_at=now)
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


async def lock_living(session: AsyncSession, conference_id: UUID) -> RecordingRow | None:
    """The recording, which is not deleted before the commit; none when it is gone, or going."""
    row = await find(session, conference_id, keep=True)
    return row if row and row.doomed_at is None else None


async def lock_doomed(session: AsyncSession) -> RecordingRow | None:
    """One recording that is to be deleted, which no other recorder is deleting."""
    asked = select(RecordingRow).where(RecordingRow.doomed_at.is_not(None), RecordingRow.is_on.is_(False))
    return await session.scalar(asked.limit(1).with_for_update(skip_locked=True))


async def lock_doomed_clip(session: AsyncSession) -> RecordingClip | None:
    """One film that is to be deleted, which no other recorder is deleting."""
    asked = select(RecordingClip).where(RecordingClip.doomed_at.is_not(None))
    return await session.scalar(asked.limit(1).with_for_update(skip_locked=True))


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


async def keys_of(session: AsyncSession, conference_id: UUID) -> list[str]:
    """Every object of a recording."""
    tables = (RecordingSegment, RecordingInit, RecordingClip)
    asked = [select(table.key).where(table.conference_id == conference_id) for table in tables]
    return [key for one in asked for key in await session.scalars(one)]


async def delete_all(session: AsyncSession, conference_id: UUID) -> None:
    for table in ALL_OF_ONE:
        await session.execute(delete(table).where(table.conference_id == conference_id))
