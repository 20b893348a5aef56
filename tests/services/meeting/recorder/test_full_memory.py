"""The disk is full, the process begins, stops and ends: what only the memory holds is known, shown, and not lost."""

import asyncio
import os
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio

from services.meeting.domain.tracks import track_of
from services.meeting.recorder import spool as spools
from services.meeting.recorder import uploader as uploaders
from services.meeting.recorder.app import create_app
from services.meeting.recorder.fragments import Sample, fragment
from services.meeting.recorder.init_segment import SOUND
from services.meeting.recorder.recorders import Recorders
from services.meeting.recorder.retention import Retention
from services.meeting.recorder.segments import SEGMENT_US, Segment
from services.meeting.recorder.settings import RecorderSettings
from services.meeting.recorder.shelf import Shelf
from services.meeting.recorder.spool import Spool, salvage, sha256, waiting
from services.meeting.recorder.uploader import Uploader
from services.meeting.store import recordings
from shared.clock import real_now
from tests.services.meeting.recorder.running import UNIT, until
from tests.services.meeting.recorder.test_deletion import database, dooms
from tests.services.meeting.recorder.test_recorder import store_of
from tests.services.meeting.recorder.test_store_away import body_of, record

__all__ = ["database"]
PART = fragment(1, SOUND, 0, [Sample(b"said", 48_000)])


@pytest.fixture
def full_disk(monkeypatch):
    """`fill` makes the disk full: it takes neither a file nor a folder; `empty` ends that."""

    def refuse(*_what, **_how):
        raise OSError(28, "No space left on device")

    @contextmanager
    def full():
        with monkeypatch.context() as patched:
            patched.setattr(spools, "_write_whole", refuse)
            patched.setattr(os, "mkdir", refuse)
            yield

    with ExitStack() as stack:
        yield SimpleNamespace(fill=lambda: stack.enter_context(full()), empty=stack.close)


def settings_of(servers: Any, spool: Any) -> RecorderSettings:
    values: Any = {key.removeprefix("DT_").lower(): one for key, one in servers.env("meeting").items()}
    return RecorderSettings(**values, recorder_spool=spool, media_tap="127.0.0.1:1")


@pytest_asyncio.fixture
async def parts(store_servers, database, tmp_path):
    """Recorders whose tap is away, what they read from, and the uploader, which works when it is told to."""
    store = store_of(store_servers)
    uploader = Uploader(tmp_path, store, database)
    shelf = Shelf(tmp_path, store, database, uploader)
    recorders = Recorders(settings_of(store_servers, tmp_path), database, shelf, uploader)
    yield recorders, shelf, uploader
    await recorders.close()


async def recorded(recorders: Recorders, conference: UUID, *numbers: int) -> None:
    """Begun, cut into segments, and stopped."""
    await recorders.start(conference, UNIT)
    for number in numbers:
        await record(recorders._running[conference].archivist, number)
    await recorders.stop(conference)


async def test_stopped_and_begun_again_the_recording_counts_on_from_what_only_the_memory_has(
    parts, database, conference, full_disk
):
    recorders, _, uploader = parts
    full_disk.fill()
    await recorded(recorders, conference, 0, 1)
    await recorded(recorders, conference, 2)
    assert await uploader.drain()
    async with database.reading() as session:
        rows = await recordings.segments_of(session, conference)
        inits = await recordings.inits_of(session, conference)
    assert [(row.number, row.start_us) for row in rows] == [(n, n * SEGMENT_US) for n in range(3)]
    assert [init.number for init in inits] == [1]


async def test_what_only_the_memory_has_is_known_and_read_like_everything_else(parts, conference, full_disk):
    recorders, shelf, _ = parts
    full_disk.fill()
    await recorded(recorders, conference, 0, 1)
    segments, inits = await shelf.known(conference)
    assert [one.number for one in segments] == [0, 1] and list(inits.values()) == [1]
    assert [await shelf.body(conference, one.name, "m4s") for one in segments] == [body_of(0), body_of(1)]
    assert sha256(await shelf.read(conference, "init-1", "mp4")) in inits


async def test_a_segment_on_its_way_from_the_disk_to_the_store_is_never_overlooked(parts, conference, monkeypatch):
    """The store gets it between the look at the tables and the look at the disk, whichever comes first."""
    recorders, shelf, uploader = parts
    await recorded(recorders, conference, 0)
    reading = shelf._database.reading

    @asynccontextmanager
    async def reading_slowly():
        monkeypatch.setattr(shelf._database, "reading", reading)
        async with reading() as session:
            yield session
        assert await uploader.drain()

    monkeypatch.setattr(shelf._database, "reading", reading_slowly)
    segments, _ = await shelf.known(conference)
    assert [one.number for one in segments] == [0]


async def test_of_a_deleted_recording_the_memory_keeps_nothing(
    parts, store_servers, database, tmp_path, conference, full_disk
):
    recorders, shelf, uploader = parts
    full_disk.fill()
    await recorded(recorders, conference, 0)
    await dooms(database, conference)
    while await Retention(tmp_path, store_of(store_servers), database, uploader, shelf).delete_next():
        pass
    assert uploader.held(conference) == []


async def test_an_init_segment_on_the_disk_goes_to_the_store_before_the_segment_in_memory_that_needs_it(
    parts, conference, monkeypatch, full_disk
):
    recorders, _, uploader = parts
    put, brought = uploader._store.put, []

    async def notes(key, body, kind):
        brought.append(key.rpartition("/")[2])
        await put(key, body, kind)

    monkeypatch.setattr(uploader._store, "put", notes)
    await recorders.start(conference, UNIT)
    await record(recorders._running[conference].archivist, 0)
    full_disk.fill()
    await record(recorders._running[conference].archivist, 1)
    assert await uploader.drain()
    assert brought == ["init-1.mp4", "000000-0.m4s", "000001-2000.m4s"]


async def test_what_only_the_memory_has_when_the_process_ends_goes_to_the_store(parts, database, conference, full_disk):
    recorders, _, uploader = parts
    full_disk.fill()
    await recorded(recorders, conference, 0, 1)
    await uploader.close()
    async with database.reading() as session:
        assert [row.number for row in await recordings.segments_of(session, conference)] == [0, 1]


async def test_a_store_that_stands_still_does_not_keep_the_process_from_ending_and_the_room_it_made_is_used(
    parts, conference, monkeypatch, full_disk, tmp_path
):
    recorders, _, uploader = parts
    monkeypatch.setattr(uploaders, "CLOSE_S", 0.1)

    async def makes_room_and_stands_still(*_what):
        full_disk.empty()
        await asyncio.Event().wait()

    monkeypatch.setattr(uploader._store, "put", makes_room_and_stands_still)
    full_disk.fill()
    await recorded(recorders, conference, 0, 1)
    await uploader.close()
    assert uploader.held(conference) == []
    assert [one.name for one in waiting(tmp_path)] == ["init-1", "000000-0", "000001-2000"]


async def test_what_a_session_and_its_points_lost_stays_said_when_they_are_stopped_and_begun_again(
    parts, store_servers, database, tmp_path, conference, monkeypatch, full_disk
):
    recorders, shelf, uploader = parts
    monkeypatch.setattr(uploaders, "MOST_HELD", 0)
    full_disk.fill()
    await recorded(recorders, conference, 0)
    await recorders.track(conference, UNIT, ["hall"])
    await record(recorders._running[track_of(conference, "hall")].archivist, 0)
    await recorders.track(conference, UNIT, ())
    assert (await recorders.state(conference))["lost_s"] == 4
    await recorders.start(conference, UNIT)
    said = await recorders.state(conference)
    assert (said["lost_s"], "segments_lost" in said["reasons"]) == (4, True)
    await recorders.stop(conference)
    for one in (conference, track_of(conference, "hall")):
        await dooms(database, one)
    while await Retention(tmp_path, store_of(store_servers), database, uploader, shelf).delete_next():
        pass
    assert (await recorders.state(conference))["lost_s"] == 0


@pytest.mark.parametrize("removed", range(5))
async def test_a_recorder_killed_while_it_forgets_what_the_store_has_leaves_nothing_and_changes_nothing(
    parts, store_servers, conference, tmp_path, monkeypatch, removed
):
    """After so many files were removed; the open file, shorter than the segment, is still there too."""
    recorders, shelf, uploader = parts
    await recorded(recorders, conference, 0)
    spool, left, unlink = Spool(tmp_path, conference, UNIT), [True] * removed, Path.unlink
    opened = Segment(0, 1, 0, 0)
    spool.begin(opened)
    spool.append(opened, PART)

    def killed_on_the_way(path, **how):
        if path.exists() and path.stem == opened.name and not left:
            raise KeyboardInterrupt
        if path.exists() and path.stem == opened.name:
            left.pop()
        unlink(path, **how)

    with monkeypatch.context() as patched, suppress(KeyboardInterrupt):
        patched.setattr(Path, "unlink", killed_on_the_way)
        await uploader.drain()
    salvage(tmp_path)
    assert await uploader.drain()
    assert not list(spool.folder.iterdir())
    (segment,), _ = await shelf.known(conference)
    assert await shelf.read(conference, segment.name, "m4s") == body_of(0)


async def test_a_recorder_killed_on_a_full_disk_begins_again_and_the_store_gets_what_was_left_open(
    store_servers, database, tmp_path, conference, full_disk
):
    async with database.transaction() as session:
        await recordings.switch_on(session, conference, UNIT, real_now())
    opened, spool = Segment(0, 1, 0, 0), Spool(tmp_path, conference, UNIT)
    spool.begin(opened)
    spool.append(opened, PART)
    half = tmp_path / "films" / "half"
    half.mkdir(parents=True)
    full_disk.fill()
    app = create_app(settings_of(store_servers, tmp_path))
    assert not half.exists()

    async def stored() -> bool:
        return not (spool.folder / "000000-0.open").exists()

    async with app.router.lifespan_context(app):
        await until(stored)
        async with database.transaction() as session:
            await recordings.switch_off(session, conference, real_now())
    async with database.reading() as session:
        (row,) = await recordings.segments_of(session, conference)
    assert (row.number, row.duration_us) == (0, 1_000_000)
    assert await store_of(store_servers).get(row.key) == PART
    assert not list(spool.folder.iterdir())
