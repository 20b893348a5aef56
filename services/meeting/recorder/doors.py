"""What the recorder's doors reach for."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fastapi import Request

from services.meeting.recorder.archives import Archives
from services.meeting.recorder.audience import Admission
from services.meeting.recorder.clips import Clips
from services.meeting.recorder.recorders import Recorders
from services.meeting.recorder.shelf import Shelf
from services.meeting.store import recordings
from services.meeting.store.recording_tables import RecordingInit
from shared.database.engine import Database


@dataclass(frozen=True, slots=True)
class Doors:
    """Built once in `app.py`."""

    recorders: Recorders
    shelf: Shelf
    archives: Archives
    clips: Clips
    database: Database
    admission: Admission
    secret: str

    async def inits(self, conference: UUID) -> Sequence[RecordingInit]:
        async with self.database.reading() as session:
            return await recordings.inits_of(session, conference)


def doors_of(request: Request) -> Doors:
    doors: Doors = request.app.state.doors
    return doors
