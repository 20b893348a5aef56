"""The disk is full, the process begins, stops and ends: what only the memory holds is known, shown, and not lost."""

import os
from typing import Any

import pytest

from services.meeting.recorder import spool as spools
from services.meeting.recorder.app import create_app
from services.meeting.recorder.fragments import Sample, fragment
from services.meeting.recorder.init_segment import SOUND
from services.meeting.recorder.segments import Segment
from services.meeting.recorder.settings import RecorderSettings
from services.meeting.recorder.spool import Spool
from services.meeting.store import recordings
from shared.clock import real_now
from tests.services.meeting.recorder.running import UNIT, until
from tests.services.meeting.recorder.test_deletion import database
from tests.services.meeting.recorder.test_recorder import store_of

__all__ = ["database"]
PART = fragment(1, SOUND, 0, [Sample(b"said", 48_000)])


@pytest.fixture
def full_disk(monkeypatch):
    """Makes the disk full: it takes neither a file nor a folder."""

    def refuse(*_what, **_how):
        raise OSError(28, "No space left on device")

    def fill() -> None:
        monkeypatch.setattr(spools, "_write_whole", refuse)
        monkeypatch.setattr(os, "mkdir", refuse)

    return fill


def settings_of(servers: Any, spool: Any) -> RecorderSettings:
    values: Any = {key.removeprefix("DT_").lower(): one for key, one in servers.env("meeting").items()}
    return RecorderSettings(**values, recorder_spool=spool, media_tap="127.0.0.1:1")


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
    full_disk()
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
