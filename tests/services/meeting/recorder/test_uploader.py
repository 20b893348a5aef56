"""What waits for the store while the disk takes nothing: bounded, and on the disk as soon as it takes it."""

import os
from contextlib import contextmanager
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


@pytest.fixture
def full_disk(monkeypatch):
    """As a context: it takes neither a file nor a folder."""

    def refuse(*_what, **_how):
        raise OSError(28, "No space left on device")

    @contextmanager
    def full():
        with monkeypatch.context() as patched:
            patched.setattr(spools, "_write_whole", refuse)
            patched.setattr(os, "mkdir", refuse)
            yield

    return full


async def test_what_waited_in_memory_goes_to_the_disk_when_there_is_room_again(tmp_path, spool, full_disk):
    uploader = Uploader(tmp_path, NOWHERE, NOWHERE)
    held = [segment(spool, number) for number in range(4)]
    for one in held:
        uploader.hold(one, BODY)
    with full_disk():
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
    assert salvage(tmp_path) == ([], [])
    assert [path.name for path in spool.folder.iterdir() if path.suffix in (".open", ".begun")] == []
    assert spool.body("000000-0") == BODY


def test_what_a_killed_recorder_left_open_on_a_full_disk_is_handed_to_the_memory_and_stays_until_it_is_stored(
    tmp_path, spool, full_disk
):
    part = fragment(1, SOUND, 0, [Sample(b"said", 48_000)])
    for number in range(2):
        spool.begin(Segment(number, 1, 0, 0))
        spool.append(Segment(number, 1, 0, 0), part + b"half a part")
    with full_disk():
        saved, homeless = salvage(tmp_path)
    assert saved == [] and [(one.facts["number"], one.facts["duration_us"], body) for one, body in homeless] == [
        (0, 1_000_000, part),
        (1, 1_000_000, part),
    ]
    assert len(list(spool.folder.iterdir())) == 4, "killed once more, it is found once more"
    spool.forget("000000-0")
    assert salvage(tmp_path) == (["000001-0"], [])
    assert waiting(tmp_path) == [homeless[1][0]]
    assert not list(spool.folder.glob("*.begun")) + list(spool.folder.glob("*.open"))


def test_one_file_that_cannot_be_read_does_not_keep_the_others_from_being_closed(tmp_path, spool):
    for number in range(2):
        spool.begin(Segment(number, 1, 0, 0))
        spool.append(Segment(number, 1, 0, 0), fragment(1, SOUND, 0, [Sample(b"said", 48_000)]))
    first = spool.folder / "000000-0.open"
    first.unlink()
    first.mkdir()
    assert salvage(tmp_path) == (["000001-0"], [])
