"""A recording read back from the store by another reader (FFmpeg): which frames are in it, how long it is."""

import io
import re
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import av

from deploy.local.testing import StackHandle
from services.meeting.recorder.segments import gaps
from services.meeting.recorder.shelf import segment_of
from services.meeting.store import recordings
from shared.storage import Store
from tests.bench.ground import opened, settings_of
from tests.bench.media.film import MARK

STAMP = re.compile(re.escape(MARK) + rb"([\w-]+):(\d+):(\d+)")


@dataclass
class Archive:
    """`stamps`: who, which frame, sent when (UTC µs), in the archive's order; dark pictures have none."""

    stamps: list[tuple[str, int, int]] = field(default_factory=list)
    pictures: int = 0
    size: int = 0
    seconds: float = 0.0
    segments: int = 0
    gaps: int = 0


async def read_back(servers: StackHandle, conference: UUID) -> Archive:
    archive, store = Archive(), Store(settings_of(servers, "meeting"))
    async with opened(servers, "meeting") as database, database.reading() as session:
        inits = {one.number: await store.get(one.key) for one in await recordings.inits_of(session, conference)}
        rows = await recordings.segments_of(session, conference)
    for row in rows:
        body = await store.get(row.key)
        _read(archive, inits[row.init] + body)
        archive.size += len(body)
        archive.seconds += row.duration_us / 1e6
    archive.segments, archive.gaps = len(rows), len(gaps(tuple(map(segment_of, rows))))
    return archive


def _read(archive: Archive, data: bytes) -> None:
    with av.open(io.BytesIO(data), "r", format="mp4") as film:
        packets: Any = film.demux(video=0)
        for packet in packets:
            if packet.size:
                archive.pictures += 1
                archive.stamps += [(s[1].decode(), int(s[2]), int(s[3])) for s in STAMP.finditer(bytes(packet))]
