"""A question's film: the init segment and the whole segments from its turn's start to its end, as one object."""

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from services.meeting.domain.clips import question_of
from services.meeting.recorder.clip_span import clip_segments, is_recorded, missing_us, moved, shifts
from services.meeting.recorder.film import write_film
from services.meeting.recorder.segments import Segment
from services.meeting.recorder.shelf import Shelf
from services.meeting.recorder.spool import sha256
from services.meeting.store import deletions, films, recordings
from shared.database.engine import Database
from shared.ids import new_id
from shared.refusals import NotFound, Unavailable
from shared.storage import Store


@dataclass(frozen=True, slots=True)
class Wanted:
    """A clip by the names of two marks. `point` is to be seen first; "" for whoever is."""

    name: str
    start: str
    end: str
    point: str = ""


class Clips:
    """Cuts from what is on the disk or in the store. Pictures are never decoded."""

    def __init__(self, store: Store, database: Database, shelf: Shelf) -> None:
        self._store, self._database, self._shelf = store, database, shelf

    async def cut(self, conference: UUID, wanted: Wanted, *, is_over: bool) -> dict[str, Any] | None:
        """The clip's row; `None` while its end is still to be recorded. Raises `NotFound` without its marks."""
        async with self._database.reading() as session:
            marks = await recordings.marks_of(session, conference)
        if wanted.start not in marks or wanted.end not in marks:
            raise NotFound()
        segments, _ = await self._shelf.known(conference)
        if not (is_over or is_recorded(segments, marks[wanted.end])):
            return None
        chosen = clip_segments(segments, marks[wanted.start], marks[wanted.end], wanted.point)
        if not chosen:
            raise NotFound()
        gap_us = missing_us(segments, marks[wanted.start], marks[wanted.end])
        return await self._keep(conference, wanted.name, chosen, gap_us, await self._film(conference, chosen))

    async def _film(self, conference: UUID, chosen: Sequence[Segment]) -> bytes:
        pieces = [await self._shelf.body(conference, f"init-{chosen[0].init}", "mp4")]
        for segment, shift_us in zip(chosen, shifts(chosen), strict=True):
            pieces.append(moved(await self._shelf.body(conference, segment.name, "m4s"), shift_us))
        with tempfile.TemporaryDirectory(prefix="clip-") as folder:
            path = Path(folder) / "film.mp4"
            await asyncio.to_thread(write_film, pieces, path)
            return await asyncio.to_thread(path.read_bytes)

    async def _keep(
        self, conference: UUID, name: str, chosen: Sequence[Segment], gap_us: int, film: bytes
    ) -> dict[str, Any]:
        row = await self._shelf.row(conference)
        key = f"{row.unit_id}/recordings/{conference}/clip-{new_id()}.mp4"
        clip = {
            "conference_id": conference,
            "unit_id": row.unit_id,
            "name": name,
            "start_us": chosen[0].start_us,
            "end_us": chosen[-1].end_us,
            "duration_us": sum(segment.duration_us for segment in chosen),
            "gap_us": gap_us,
            "point": chosen[0].point,
            "key": key,
            "sha256": sha256(film),
            "size": len(film),
            "told": False,
        }
        await self._store.put(key, film, "video/mp4")
        if sha256(await self._store.get(key)) != clip["sha256"]:
            raise Unavailable("store")
        try:
            older = await self._replace(conference, clip)
        except NotFound:
            await self._store.delete(key)
            raise
        if older:
            await self._store.delete(older)
        return clip

    async def _replace(self, conference: UUID, clip: dict[str, Any]) -> str | None:
        """The key of the film this one takes the place of. Refuses where recording or speaker are to be deleted."""
        question_id = question_of(clip["name"])
        async with self._database.transaction() as session:
            recording = await deletions.lock_for_film(session, conference)
            if recording is None or (question_id and await films.is_erased(session, question_id)):
                raise NotFound()
            older = {one.name: one.key for one in await recordings.clips_of(session, conference)}.get(clip["name"])
            await recordings.put_clip(session, clip)
        return older
