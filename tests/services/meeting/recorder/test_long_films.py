"""The film of a long question: however long, memory holds a piece of it, and the disk is left to the recording."""

import tracemalloc
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from services.meeting.recorder.clips import Clips, Wanted
from services.meeting.recorder.fragments import Sample, fragment
from services.meeting.recorder.init_segment import PICTURE_SCALE, PICTURES, init_segment
from services.meeting.recorder.segments import SEGMENT_US, Segment
from services.meeting.recorder.shelf import Shelf
from services.meeting.recorder.slate import PARAMETERS, SAMPLE
from services.meeting.recorder.spool import Spool
from services.meeting.recorder.uploader import Uploader
from services.meeting.store import recordings
from shared.clock import real_now
from shared.database.engine import Database
from shared.refusals import Unavailable
from shared.storage import Store
from tests.services.meeting.recorder.decoding import decode
from tests.services.meeting.recorder.running import UNIT
from tests.services.meeting.recorder.test_deletion import database
from tests.services.meeting.recorder.test_recorder import store_of

__all__ = ["database"]
SEGMENTS, MEGABYTE = 64, 1 << 20
FILLER = MEGABYTE.to_bytes(4, "big") + b"\x0c" + bytes(MEGABYTE - 1)  # a unit that decoders pass over
TICKS = SEGMENT_US * PICTURE_SCALE // 1_000_000


def shelf_of(root: Any, store: Store, database: Database) -> Shelf:
    return Shelf(root, store, database, Uploader(root, store, database))


async def spooled(root: Any, database: Database, conference: UUID, segments: int = SEGMENTS) -> None:
    """A recording of two minutes and 64 megabytes on the disk, with the marks of one turn around it."""
    spool = Spool(root, conference, UNIT)
    init = init_segment(PARAMETERS)
    spool.keep(spool.init(1, PARAMETERS, init), init)
    for number in range(segments):
        body = fragment(number + 1, PICTURES, number * TICKS, [Sample(SAMPLE + FILLER, TICKS)])
        spool.keep(spool.segment(Segment(number, 1, number * SEGMENT_US, SEGMENT_US, "hall", 1), body), body)
    async with database.transaction() as session:
        row = await recordings.switch_on(session, conference, UNIT, real_now() - timedelta(hours=1))
        await recordings.add_mark(session, row, "start", 0)
        await recordings.add_mark(session, row, "end", segments * SEGMENT_US)


async def test_memory_holds_a_piece_of_the_film_and_the_store_has_all_of_it(
    store_servers, database: Database, tmp_path, conference
):
    await spooled(tmp_path, database, conference)
    store, films = store_of(store_servers), tmp_path / "films"
    films.mkdir()
    clips = Clips(store, database, shelf_of(tmp_path, store, database), films, spare=0)
    tracemalloc.start()
    clip = await clips.cut(conference, Wanted("all", "start", "end"), is_over=True)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert clip and clip["size"] > SEGMENTS * MEGABYTE
    assert most < clip["size"] / 8
    assert await store.sha256(clip["key"]) == clip["sha256"]
    assert len(decode(await store.get(clip["key"])).sizes) == SEGMENTS
    assert not list(films.iterdir())


async def test_a_film_waits_rather_than_take_the_disk_from_the_recording(
    store_servers, database: Database, tmp_path, conference
):
    await spooled(tmp_path, database, conference)
    store, films = store_of(store_servers), tmp_path / "films"
    films.mkdir()
    clips = Clips(store, database, shelf_of(tmp_path, store, database), films, spare=1 << 60)
    with pytest.raises(Unavailable):
        await clips.cut(conference, Wanted("all", "start", "end"), is_over=True)
    assert not list(films.iterdir())
