"""The secretary's work on the minutes: words, directions, sign-off, reopening."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain import minutes_refusals as no
from services.meeting.domain.minutes import Minutes, gaps
from services.meeting.domain.refusals import NeedsText
from services.meeting.store import conferences, minutes
from services.meeting.store import scene as scenes
from services.meeting.store.minutes_tables import DirectionRow, MinutesEdit, MinutesRow
from services.meeting.usecases.act import By
from shared.refusals import NotFound


@dataclass(frozen=True, slots=True)
class NewDirection:
    """What the chair asks of a department, until when. Rule: R-110"""

    direction_id: UUID
    text: str
    department: str
    due_on: date | None


async def edit_passage(session: AsyncSession, conference_id: UUID, key: str, text: str, by: By, now: datetime) -> None:
    """The secretary's own words for a passage; the log's own words again take the edit away."""
    await _open_row(session, conference_id, by)
    passage = (await _current(session, conference_id)).passage(key)
    if passage is None:
        raise no.PassageGone()
    if text == passage.base:
        return await revert_passage(session, conference_id, key, by)
    edit = MinutesEdit(conference_id=conference_id, key=key, unit_id=by.unit_id, question_id=passage.question_id)
    edit.text, edit.base, edit.edited_at, edit.edited_by = text, passage.base, now, by.name
    await session.merge(edit)
    return None


async def revert_passage(session: AsyncSession, conference_id: UUID, key: str, by: By) -> None:
    """Back to what the log says."""
    await _open_row(session, conference_id, by)
    mine = (MinutesEdit.conference_id == conference_id, MinutesEdit.key == key, MinutesEdit.unit_id == by.unit_id)
    await session.execute(delete(MinutesEdit).where(*mine))


async def add_direction(session: AsyncSession, conference_id: UUID, new: NewDirection, by: By, now: datetime) -> None:
    """Rule: R-110"""
    await _open_row(session, conference_id, by)
    if not new.text or not new.department:
        raise no.DirectionIncomplete()
    await session.merge(
        DirectionRow(
            direction_id=new.direction_id,
            conference_id=conference_id,
            unit_id=by.unit_id,
            text=new.text,
            department=new.department,
            due_on=new.due_on,
            created_at=now,
        )
    )


async def remove_direction(session: AsyncSession, conference_id: UUID, direction_id: UUID, by: By) -> None:
    await _open_row(session, conference_id, by)
    row = await session.get(DirectionRow, direction_id)
    if row is None or (row.conference_id, row.unit_id) != (conference_id, by.unit_id):
        raise NotFound()
    await session.delete(row)


async def finalize(session: AsyncSession, conference_id: UUID, number: str, by: By, now: datetime) -> None:
    """Freeze the text under its hash. Refuses what is incomplete. Rule: R-042, R-110"""
    row = await _open_row(session, conference_id, by)
    text = await _current(session, conference_id)
    if missing := gaps(text):
        raise no.MinutesIncomplete(what="; ".join(missing))
    row.frozen = minutes.to_json(text)
    row.sha256 = hash_of(row.frozen)
    row.version += 1
    row.number, row.finalized_at, row.finalized_by = number, now, by.name


async def reopen(session: AsyncSession, conference_id: UUID, reason: str, by: By, now: datetime) -> None:
    """The text may change again; who reopened it and why stays."""
    await conferences.find(session, conference_id, by.unit_id)
    row = await minutes.row_of(session, conference_id, by.unit_id, lock=True)
    if row.frozen is None:
        raise no.MinutesNotFinal()
    if not reason:
        raise NeedsText()
    row.frozen, row.sha256, row.finalized_at = None, "", None
    row.reopened_at, row.reopen_reason = now, f"{by.name}: {reason}"


def hash_of(frozen: dict[str, object]) -> str:
    """SHA-256 over the text as it was signed off."""
    return sha256(json.dumps(frozen, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


async def _open_row(session: AsyncSession, conference_id: UUID, by: By) -> MinutesRow:
    await conferences.find(session, conference_id, by.unit_id)
    row = await minutes.row_of(session, conference_id, by.unit_id, lock=True)
    if row.frozen is not None:
        raise no.MinutesFinal()
    return row


async def _current(session: AsyncSession, conference_id: UUID) -> Minutes:
    return await minutes.current(session, await scenes.load(session, conference_id))
