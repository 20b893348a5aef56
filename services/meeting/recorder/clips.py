"""A question's film: the init segment and the whole segments from its turn's start to its end, as one object."""

import asyncio
import hashlib
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from services.meeting.domain.clips import question_of
from services.meeting.recorder.clip_span import clip_segments, is_recorded, missing_us, moved, shifts
from services.meeting.recorder.film import write_film
from services.meeting.recorder.segments import Segment
from services.meeting.recorder.shelf import Shelf
from services.meeting.store import deletions, films, recordings
from services.meeting.store.recording_tables import RecordingClip
from shared.database.engine import Database
from shared.ids import new_id
from shared.refusals import NotFound, Unavailable
from shared.storage import Store

SPARE = 512 << 20  # bytes of the disk that films leave to the recording: an hour of it


@dataclass(frozen=True, slots=True)
class Wanted:
    """A clip by the names of two marks. `point` is to be seen first; "" for whoever is."""

    name: str
    start: str
    end: str
    point: str = ""


class Clips:
    """Cuts from what is on the disk or in the store. Pictures are never decoded.

    A film grows in `folder`, on the disk of the recordings, of which `spare` bytes are left to them; memory holds one
    segment at a time, however long the question was.
    """

    def __init__(self, store: Store, database: Database, shelf: Shelf, folder: Path, spare: int = SPARE) -> None:
        self._store, self._database, self._shelf = store, database, shelf
        self._folder, self._spare = folder, spare
        self._cutting: defaultdict[tuple[UUID, str], asyncio.Lock] = defaultdict(asyncio.Lock)

    async def cut(self, conference: UUID, wanted: Wanted, *, is_over: bool) -> dict[str, Any] | None:
        """The clip's row; `None` while its end is still to be recorded. Who asks again meanwhile waits for the same.

        Raises `NotFound` without its marks, or when nothing of it was recorded, `Unavailable` without store or disk.
        """
        async with self._cutting[conference, wanted.name]:
            return await self._cut(conference, wanted, is_over=is_over)

    async def _cut(self, conference: UUID, wanted: Wanted, *, is_over: bool) -> dict[str, Any] | None:
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
        span = {
            "start_us": chosen[0].start_us,
            "end_us": chosen[-1].end_us,
            "duration_us": sum(segment.duration_us for segment in chosen),
            "gap_us": missing_us(segments, marks[wanted.start], marks[wanted.end]),
        }
        if known := await self._known(conference, wanted.name, span):
            return known
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            film = Path(folder) / "film.mp4"
            await write_film(self._pieces(conference, chosen), film, self._spare)
            return await self._keep(conference, wanted.name, chosen[0].point, span, film)

    async def _known(self, conference: UUID, name: str, span: dict[str, int]) -> dict[str, Any] | None:
        """The clip as it was cut before, if that was out of the same."""
        async with self._database.reading() as session:
            for one in await recordings.clips_of(session, conference):
                same = one.name == name and all(getattr(one, field) == value for field, value in span.items())
                if same and one.doomed_at is None:
                    return {column.name: getattr(one, column.name) for column in RecordingClip.__table__.columns}
        return None

    async def _pieces(self, conference: UUID, chosen: Sequence[Segment]) -> AsyncIterator[bytes]:
        yield await self._shelf.read(conference, f"init-{chosen[0].init}", "mp4")
        for segment, shift_us in zip(chosen, shifts(chosen), strict=True):
            yield moved(await self._shelf.read(conference, segment.name, "m4s"), shift_us)

    async def _keep(self, conference: UUID, name: str, point: str, span: dict[str, int], film: Path) -> dict[str, Any]:
        row = await self._shelf.row(conference)
        sha256, size = await asyncio.to_thread(_measured, film)
        key = f"{row.unit_id}/recordings/{conference}/clip-{new_id()}.mp4"
        clip = {
            "conference_id": conference,
            "unit_id": row.unit_id,
            "name": name,
            **span,
            "point": point,
            "key": key,
            "sha256": sha256,
            "size": size,
            "told": False,
        }
        try:
            await self._store.put_file(key, film, "video/mp4")
            if await self._store.sha256(key) != clip["sha256"]:
                raise Unavailable("store")
            older = await self._replace(conference, clip)
        except Exception:
            await self._drop(conference, key)
            raise
        if older:
            await self._store.delete(older)
        return clip

    async def _drop(self, conference: UUID, key: str) -> None:
        """Of a film that failed no object stays, as far as we can; a row that was written after all keeps its own."""
        with suppress(Exception):
            async with self._database.reading() as session:
                kept = {one.key for one in await recordings.clips_of(session, conference)}
            if key not in kept:
                await self._store.delete(key)

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


def _measured(path: Path) -> tuple[str, int]:
    """SHA-256 and bytes of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
