"""Deletion that really deletes: the objects in the store, the disk, the rows that name them. Rule: R-209

What is to go, the room's timer and its officers say in the rows (`usecases/keep_recordings.py`); here it is done.
Rows are claimed, so two recorders never do the same; what was broken off is done again from its beginning.
"""

import asyncio
import shutil
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.clips import question_of
from services.meeting.recorder.shelf import Shelf
from services.meeting.recorder.uploader import Uploader
from services.meeting.store import deletions, films
from services.meeting.store.recording_tables import RecordingRow
from shared.database.engine import Database
from shared.observability.logs import get_logger
from shared.storage import Store

log = get_logger()
LOOK_EVERY_S = 3.0


class Retention:
    """`run` it while the process lives."""

    def __init__(self, root: Path, store: Store, database: Database, uploader: Uploader, shelf: Shelf) -> None:
        self._root, self._store, self._database = root, store, database
        self._uploader, self._shelf = uploader, shelf

    async def run(self) -> None:
        """For ever; whatever fails is tried again."""
        while True:
            try:
                while await self.delete_next():
                    pass
            except Exception as error:
                log.warning("deletion.delayed", error=type(error).__name__)
            await asyncio.sleep(LOOK_EVERY_S)

    async def delete_next(self) -> bool:
        """Delete one recording, or one film, that is to go; whether there was one."""
        async with self._uploader.quiet, self._database.transaction() as session:
            if recording := await deletions.lock_doomed(session):
                await self._delete(session, recording)
                return True
            if clip := await deletions.lock_doomed_clip(session):
                await self._store.delete(clip.key)
                await session.delete(clip)
                await films.count_deleted(session, clip.conference_id, 1, question_of(clip.name))
                return True
        return False

    async def _delete(self, session: AsyncSession, recording: RecordingRow) -> None:
        conference = recording.conference_id
        folder = f"{recording.unit_id}/recordings/{conference}/"  # what was stored before it was written down, too
        keys = {*await deletions.keys_of(session, conference), *await self._store.keys(folder)}
        self._uploader.let_go(conference)
        await asyncio.to_thread(shutil.rmtree, self._root / str(conference), ignore_errors=True)
        for key in keys:
            await self._store.delete(key)
        await deletions.delete_all(session, conference)
        await films.count_deleted(session, recording.of or conference, len(keys))
        self._shelf.forget(conference)
        log.info("recording.deleted", conference_id=str(conference), objects=len(keys))
