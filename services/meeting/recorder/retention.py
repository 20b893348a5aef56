"""Deletion that really deletes: the objects in the store first, then the rows that name them. Rule: R-209"""

import shutil
from datetime import datetime
from pathlib import Path
from uuid import UUID

from services.meeting.recorder.uploader import Uploader
from services.meeting.store import recordings
from shared.database.engine import Database
from shared.storage import Store


class Retention:
    """Broken off in the middle, the same call again does the rest."""

    def __init__(self, root: Path, store: Store, database: Database, uploader: Uploader) -> None:
        self._root, self._store, self._database, self._uploader = root, store, database, uploader

    async def delete_raw(self, conference: UUID) -> int:
        """The recording without its clips. Returns how many objects went."""
        async with self._uploader.quiet:
            return await self._delete_raw(conference)

    async def _delete_raw(self, conference: UUID) -> int:
        async with self._database.reading() as session:
            keys = [segment.key for segment in await recordings.segments_of(session, conference)]
            keys += [init.key for init in await recordings.inits_of(session, conference)]
        await self._empty(conference, keys)
        async with self._database.transaction() as session:
            await recordings.delete_segments(session, conference)
        return len(keys)

    async def delete_all(self, conference: UUID) -> int:
        """The recording, its clips, and that there was one."""
        gone = await self.delete_raw(conference)
        async with self._database.reading() as session:
            keys = [clip.key for clip in await recordings.clips_of(session, conference)]
        await self._empty(conference, keys)
        async with self._database.transaction() as session:
            await recordings.delete_all(session, conference)
        return gone + len(keys)

    async def delete_older_than(self, day: datetime) -> list[UUID]:
        """The raw recordings of all conferences that began before this and do not run."""
        async with self._database.reading() as session:
            old = [row.conference_id for row in await recordings.started_before(session, day)]
        return [conference for conference in old if await self.delete_raw(conference)]

    async def _empty(self, conference: UUID, keys: list[str]) -> None:
        shutil.rmtree(self._root / str(conference), ignore_errors=True)
        for key in keys:
            await self._store.delete(key)
