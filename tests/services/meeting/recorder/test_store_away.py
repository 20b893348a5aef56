"""The store is away for half an hour of a session: nothing is missing afterwards, and the warning said for how long."""

import asyncio
from datetime import timedelta
from uuid import UUID

from services.meeting.recorder.archivist import Archivist
from services.meeting.recorder.fragments import Sample, fragment
from services.meeting.recorder.init_segment import SOUND, SOUND_SCALE
from services.meeting.recorder.live_window import LiveWindow
from services.meeting.recorder.segmenter import Closed, Opened, Written
from services.meeting.recorder.segments import SEGMENT_US, Part, gaps
from services.meeting.recorder.shelf import Shelf
from services.meeting.recorder.slate import PARAMETERS
from services.meeting.recorder.spool import Spool, sha256, waiting
from services.meeting.recorder.uploader import Uploader
from services.meeting.store import recordings
from shared.clock import real_now
from shared.database.engine import Database
from shared.storage import Store
from tests.services.meeting.recorder.running import UNIT
from tests.services.meeting.recorder.test_deletion import database
from tests.services.meeting.recorder.test_recorder import store_of

__all__ = ["database"]
SEGMENTS = 30 * 60 * 1_000_000 // SEGMENT_US
TICKS = SEGMENT_US * SOUND_SCALE // 1_000_000


def body_of(number: int) -> bytes:
    return fragment(number + 1, SOUND, number * TICKS, [Sample(b"said %d" % number, TICKS)])


async def record(archivist: Archivist, number: int) -> None:
    start = number * SEGMENT_US
    written = Written(Part(SEGMENT_US, True), body_of(number), 30)
    await archivist.take([Opened(start, PARAMETERS, "hall"), written, Closed(start + SEGMENT_US)])


async def all_are_stored(store: Store, database: Database, conference: UUID) -> None:
    """Each segment's row is there, and under its key lie the very bytes that were recorded."""
    async with database.reading() as session:
        rows = await recordings.segments_of(session, conference)
    assert [row.number for row in rows] == list(range(SEGMENTS))
    for first in range(0, SEGMENTS, 50):
        bodies = await asyncio.gather(*(store.get(row.key) for row in rows[first : first + 50]))
        assert bodies == [body_of(first + at) for at in range(len(bodies))]
    assert all(row.sha256 == sha256(body_of(row.number)) for row in rows)


async def test_half_an_hour_without_the_store_is_told_and_brought_in_later(
    store_servers, database: Database, tmp_path, conference
):
    clock, store = [1000.0], store_of(store_servers)
    uploader = Uploader(tmp_path, store, database, lambda: clock[0])
    shelf = Shelf(tmp_path, store, database, uploader)
    async with database.transaction() as session:
        await recordings.switch_on(session, conference, UNIT, real_now() - timedelta(hours=1))
    archivist = Archivist(Spool(tmp_path, conference, UNIT), LiveWindow(0), uploader, {}, 0)
    await store_servers.stop("store")
    try:
        await record(archivist, 0)
        assert not await uploader.drain()
        for number in range(1, SEGMENTS):
            await record(archivist, number)
            clock[0] += SEGMENT_US / 1_000_000
        assert not await uploader.drain()
        told = await uploader.backlog()
        assert (told.objects, round(told.away_minutes)) == (SEGMENTS + 1, 30)
    finally:
        await store_servers.start("store")
    assert await uploader.drain()
    assert await uploader.backlog() == type(told)(free_megabytes=(await uploader.backlog()).free_megabytes)
    assert not waiting(tmp_path)
    await all_are_stored(store, database, conference)
    segments, inits = await shelf.known(conference)
    assert gaps(tuple(segments)) == () and segments[-1].end_us == SEGMENTS * SEGMENT_US
    assert list(inits.values()) == [1] and not uploader.lost_us
