"""What waits for the store while the disk takes nothing: bounded, and on the disk as soon as it takes it."""

from typing import Any
from uuid import uuid4

import pytest

from services.meeting.recorder import spool as spools
from services.meeting.recorder.fragments import Sample, fragment
from services.meeting.recorder.init_segment import SOUND
from services.meeting.recorder.segments import Segment
from services.meeting.recorder.slate import PARAMETERS
from services.meeting.recorder.spool import Spool, Spooled, salvage, waiting
from services.meeting.recorder.uploader import MOST_HELD, Uploader

NOWHERE: Any = None
BODY = bytes(MOST_HELD // 4)


def segment(spool: Spool, number: int) -> Spooled:
    return spool.segment(Segment(number, 1, number * 2_000_000, 2_000_000), BODY)


@pytest.fixture
def spool(tmp_path):
    return Spool(tmp_path, uuid4(), "phu-xuyen")


async def test_memory_takes_segments_up_to_its_bound_and_says_no_to_the_next(tmp_path, spool):
    uploader = Uploader(tmp_path, NOWHERE, NOWHERE)
    assert [uploader.hold(segment(spool, number), BODY) for number in range(6)] == [True] * 4 + [False] * 2
    assert (await uploader.backlog()).megabytes == MOST_HELD / 2**20


def test_an_init_segment_always_has_room(tmp_path, spool):
    uploader = Uploader(tmp_path, NOWHERE, NOWHERE)
    for number in range(4):
        uploader.hold(segment(spool, number), BODY)
    assert uploader.hold(spool.init(1, PARAMETERS, b"init"), b"init")


async def test_what_waited_in_memory_goes_to_the_disk_when_there_is_room_again(tmp_path, spool, monkeypatch):
    def refuse(_path, _body):
        raise OSError(28, "No space left on device")

    uploader = Uploader(tmp_path, NOWHERE, NOWHERE)
    held = [segment(spool, number) for number in range(4)]
    for one in held:
        uploader.hold(one, BODY)
    with monkeypatch.context() as full:
        full.setattr(spools, "_write_whole", refuse)
        await uploader.close()
    assert not waiting(tmp_path)
    await uploader.close()
    assert waiting(tmp_path) == held
    assert spool.body(held[3].name) == BODY
    assert uploader.hold(segment(spool, 4), BODY)


def test_a_segment_that_is_whole_is_not_cut_short_by_what_the_full_disk_took_of_it_while_it_was_open(tmp_path, spool):
    opened = Segment(0, 1, 0, 2_000_000)
    spool.begin(opened)
    spool.append(opened, fragment(1, SOUND, 0, [Sample(b"said", 48_000)]))
    spool.keep(segment(spool, 0), BODY)
    assert salvage(tmp_path) == []
    assert [path.name for path in spool.folder.iterdir() if path.suffix in (".open", ".begun")] == []
    assert spool.body("000000-0") == BODY
