"""Where recorded things are found: in memory or on the disk while they wait, then in the store.

Asked in the order in which they move, so nothing is overlooked that moves meanwhile.
"""

import asyncio
from collections import OrderedDict
from pathlib import Path
from uuid import UUID

from services.meeting.recorder.segments import Segment
from services.meeting.recorder.spool import Spool, waiting
from services.meeting.recorder.uploader import Uploader
from services.meeting.store import recordings
from services.meeting.store.recording_tables import RecordingRow, RecordingSegment
from shared.database.engine import Database
from shared.refusals import NotFound
from shared.storage import Store

MOST_CACHED = 64  # objects that viewers asked for lately


class Shelf:
    """Reads; the uploader writes."""

    def __init__(self, root: Path, store: Store, database: Database, uploader: Uploader) -> None:
        self._root, self._store, self._database, self._uploader = root, store, database, uploader
        self._lately: OrderedDict[str, bytes] = OrderedDict()
        self._rows: dict[UUID, RecordingRow] = {}

    async def row(self, conference: UUID) -> RecordingRow:
        """The recording; what is asked of it here never changes. Raises `NotFound`."""
        if conference not in self._rows:
            async with self._database.reading() as session:
                row = await recordings.find(session, conference)
            if row is None:
                raise NotFound()
            self._rows[conference] = row
        return self._rows[conference]

    async def known(self, conference: UUID) -> tuple[list[Segment], dict[str, int]]:
        """All segments in order, and the numbers of the init segments by their SHA-256."""
        held = [spooled for spooled, _ in self._uploader.held(conference)]
        on_disk = [one for one in await asyncio.to_thread(waiting, self._root) if one.conference == conference]
        async with self._database.reading() as session:
            segments = {row.number: segment_of(row) for row in await recordings.segments_of(session, conference)}
            inits = {init.sha256: init.number for init in await recordings.inits_of(session, conference)}
        for spooled in held + on_disk:
            if spooled.kind == "init":
                inits[spooled.sha256] = spooled.facts["number"]
            else:
                segments[spooled.facts["number"]] = Segment(**spooled.facts)
        return [segments[number] for number in sorted(segments)], inits

    async def body(self, conference: UUID, name: str, ending: str) -> bytes:
        """Like `read`, for viewers: what one asks for, others ask for too."""
        row = await self.row(conference)
        key = _key(row, name, ending)
        if key not in self._lately:
            self._lately[key] = await self.read(conference, name, ending)
        self._lately.move_to_end(key)
        while len(self._lately) > MOST_CACHED:
            self._lately.popitem(last=False)
        return self._lately[key]

    async def read(self, conference: UUID, name: str, ending: str) -> bytes:
        """The bytes of `init-<number>` or of a segment by its name. Raises `NotFound` or `Unavailable`."""
        row = await self.row(conference)
        held = [body for spooled, body in self._uploader.held(conference) if spooled.name == name]
        found = held[0] if held else await asyncio.to_thread(Spool(self._root, conference, row.unit_id).body, name)
        return await self._store.get(_key(row, name, ending)) if found is None else found

    def forget(self, conference: UUID) -> None:
        """The recording was deleted."""
        self._rows.pop(conference, None)
        for key in [key for key in self._lately if f"/{conference}/" in key]:
            del self._lately[key]


def _key(row: RecordingRow, name: str, ending: str) -> str:
    return f"{row.unit_id}/recordings/{row.conference_id}/{name}.{ending}"


def segment_of(row: RecordingSegment) -> Segment:
    """A stored segment as the recorder knows it; of its parts nothing is known any more."""
    return Segment(row.number, row.init, row.start_us, row.duration_us, row.point, row.frames)
