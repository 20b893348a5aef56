"""How long recordings live: their term, a hold with a reason, deletion by a person or by the timer. Rule: R-209

Deleting has two steps. Here, under the business clock, a recording is doomed: from that moment nobody is shown it. The
recorder, which has the disk and the store, then deletes objects and rows (`recorder/retention.py`).
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain import clip_refusals as no
from services.meeting.domain.clips import question_of
from services.meeting.domain.retention import delete_at
from services.meeting.store import conferences, deletions, films, recordings
from services.meeting.store.clip_tables import Done
from services.meeting.store.conference_tables import Conference
from services.meeting.store.recording_tables import RecordingClip, RecordingRow
from services.meeting.usecases.act import By
from services.meeting.usecases.tell_clip import tell_clip
from shared.refusals import NotFound
from shared.vietnamese import fold

DELETE_WORD = "XÓA"
BATCH = 50


async def hold(session: AsyncSession, conference_id: UUID, reason: str, by: By, now: datetime) -> None:
    """Keep the recording and its films beyond their term, such as what went into the archive."""
    row = await _own(session, conference_id, by)
    if not reason:
        raise no.NeedsHoldReason()
    row.held_because = reason
    films.note(session, conference_id, by.unit_id, Done.HELD, now, who=by.name, words=reason)


async def release(session: AsyncSession, conference_id: UUID, by: By, now: datetime) -> None:
    """The term counts again; what is past it already goes at once."""
    row = await _own(session, conference_id, by)
    if row.held_because:
        row.held_because = ""
        films.note(session, conference_id, by.unit_id, Done.RELEASED, now, who=by.name)


async def delete_now(session: AsyncSession, conference_id: UUID, typed: str, by: By, now: datetime) -> None:
    """Refuses without the typed word – however its tone is placed – and while it is being recorded."""
    row = await _own(session, conference_id, by)
    if fold(typed) != fold(DELETE_WORD):
        raise no.NotConfirmed(word=DELETE_WORD)
    if row.is_on:
        raise no.StillRecording()
    await _doom(session, row, Done.DELETED, now, by)


async def tend(session: AsyncSession, now: datetime) -> int:
    """One round of the timer: new recordings get their term, films nobody was told of are told, the oldest goes."""
    return await _date(session, now) + await _tell(session, now) + await _expire(session, now)


async def next_due(session: AsyncSession) -> datetime | None:
    due: datetime | None = await session.scalar(select(func.min(RecordingRow.delete_at)).where(*deletions.EXPIRES))
    return due


async def _own(session: AsyncSession, conference_id: UUID, by: By) -> RecordingRow:
    await conferences.find(session, conference_id, by.unit_id)
    row = await session.get(RecordingRow, conference_id, with_for_update=True)
    if row is None or row.doomed_at:
        raise NotFound()
    return row


async def _date(session: AsyncSession, now: datetime) -> int:
    asked = select(RecordingRow).where(RecordingRow.delete_at.is_(None), deletions.OF_STAGE)
    rows = (await session.scalars(asked.limit(BATCH).with_for_update(skip_locked=True))).all()
    for row in rows:
        conference = await session.get(Conference, row.conference_id)
        row.delete_at = delete_at(now, conferences.recording_months(conference))
    return len(rows)


async def _tell(session: AsyncSession, now: datetime) -> int:
    asked = select(RecordingClip).where(RecordingClip.told.is_(False), RecordingClip.doomed_at.is_(None))
    clips = (await session.scalars(asked.limit(BATCH).with_for_update(skip_locked=True))).all()
    for clip in clips:
        clip.told = True
        conference = await session.get(Conference, clip.conference_id)
        if conference and (question_id := question_of(clip.name)):
            await tell_clip(session, conference, question_id, now)
    return len(clips)


async def _expire(session: AsyncSession, now: datetime) -> int:
    asked = select(RecordingRow).where(*deletions.EXPIRES, RecordingRow.delete_at <= now)
    row = await session.scalar(asked.order_by(RecordingRow.delete_at).limit(1).with_for_update(skip_locked=True))
    if row is None:
        return 0
    await _doom(session, row, Done.EXPIRED, now)
    return 1


async def _doom(session: AsyncSession, row: RecordingRow, why: Done, now: datetime, by: By | None = None) -> None:
    for one in (row, *await recordings.tracks_of(session, row.conference_id)):
        one.doomed_at = now
    films.note(session, row.conference_id, row.unit_id, why, now, who=by.name if by else "")
    conference = await session.get(Conference, row.conference_id)
    for clip in await recordings.clips_of(session, row.conference_id):
        clip.doomed_at = now
        if conference and (question_id := question_of(clip.name)):
            await tell_clip(session, conference, question_id, now, by.actor if by else "system")
