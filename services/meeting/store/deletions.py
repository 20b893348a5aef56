"""Recordings that end: which fall due, which are to go, and that nobody else takes them meanwhile. Rule: R-209"""

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.store.conference_tables import Conference
from services.meeting.store.recording_tables import (
    FilmOrder,
    RecordingClip,
    RecordingInit,
    RecordingMark,
    RecordingRow,
    RecordingSegment,
)
from services.meeting.store.recordings import find

ALL_OF_ONE = (FilmOrder, RecordingClip, RecordingMark, RecordingSegment, RecordingInit, RecordingRow)
OF_STAGE = RecordingRow.of.is_(None)  # points' own tracks go with it
EXPIRES = (OF_STAGE, RecordingRow.held_because == "", RecordingRow.doomed_at.is_(None), RecordingRow.is_on.is_(False))


async def lock_for_film(session: AsyncSession, conference_id: UUID) -> RecordingRow | None:
    """The recording for who brings a film; none when it is gone, or going.

    Before the commit nobody else brings one, no person of the conference is erased, and the recording is not deleted.
    """
    asked = select(Conference.conference_id).where(Conference.conference_id == conference_id)
    await session.execute(asked.with_for_update())
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


async def keys_of(session: AsyncSession, conference_id: UUID) -> list[str]:
    """Every object of a recording."""
    tables = (RecordingSegment, RecordingInit, RecordingClip)
    asked = [select(table.key).where(table.conference_id == conference_id) for table in tables]
    return [key for one in asked for key in await session.scalars(one)]


async def delete_all(session: AsyncSession, conference_id: UUID) -> None:
    for table in ALL_OF_ONE:
        await session.execute(delete(table).where(table.conference_id == conference_id))
