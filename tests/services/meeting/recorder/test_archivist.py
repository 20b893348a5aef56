"""What the archivist does when the disk says no."""

import os
from typing import Any
from uuid import uuid4

import pytest

from services.meeting.recorder import spool as spools
from services.meeting.recorder.archivist import Archivist
from services.meeting.recorder.live_window import LiveWindow
from services.meeting.recorder.playlist import live_playlist
from services.meeting.recorder.segmenter import Closed, Opened, Written
from services.meeting.recorder.segments import Gap, Part, Segment, gaps
from services.meeting.recorder.slate import PARAMETERS
from services.meeting.recorder.spool import Spool


class Kept:
    """Stands for the uploader; `has_room` says whether the memory takes a segment."""

    def __init__(self, *, has_room: bool = True) -> None:
        self.held: list[tuple[str, bytes]] = []
        self.lost: list[str] = []
        self.has_room = has_room

    def lose(self, spooled: Any) -> None:
        self.lost.append(spooled.name)

    def wake(self) -> None:
        pass

    def hold(self, spooled: Any, body: bytes) -> bool:
        if spooled.kind == "init" or self.has_room:
            self.held.append((spooled.name, body))
        return spooled.kind == "init" or self.has_room


@pytest.fixture
def full_disk(monkeypatch):
    def write(_path, _body):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(spools, "_write_whole", write)


async def test_when_the_disk_is_full_segments_wait_in_memory_and_it_is_said(full_disk, tmp_path):
    uploader: Any = Kept()
    window = LiveWindow(0)
    archivist = Archivist(Spool(tmp_path, uuid4(), "phu-xuyen"), window, uploader, {}, 0)
    part = Written(Part(250_000, True), b"part", 3)
    await archivist.take([Opened(0, PARAMETERS, "hall"), part, part, Closed(500_000)])
    assert archivist.disk_failed
    assert [name for name, _ in uploader.held] == ["init-1", "000000-0"]
    assert uploader.held[1][1] == b"partpart"
    assert window.live.segments[0].duration_us == 500_000


async def test_what_neither_disk_nor_memory_takes_is_a_gap_that_is_counted(full_disk, tmp_path):
    uploader: Any = Kept()
    window = LiveWindow(0)
    archivist = Archivist(Spool(tmp_path, uuid4(), "phu-xuyen"), window, uploader, {}, 0)
    part = Written(Part(2_000_000, True), b"part", 30)
    for number, uploader.has_room in enumerate((True, False, False, True)):
        start = number * 2_000_000
        await archivist.take([Opened(start, PARAMETERS, "hall"), part, Closed(start + 2_000_000)])
    assert uploader.lost == ["000001-2000", "000001-4000"]
    assert [(one.number, one.start_us) for one in window.live.segments] == [(0, 0), (1, 6_000_000)]
    assert gaps(window.live.segments) == (Gap(2_000_000, 6_000_000),)
    assert "#EXT-X-DISCONTINUITY\n" in live_playlist(window.live)
    assert not list(tmp_path.glob("*/*-2000.*")) + list(tmp_path.glob("*/*-4000.*"))


async def test_a_full_disk_is_not_filled_by_what_did_not_fit(tmp_path, monkeypatch):
    def write(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", write)
    spool = Spool(tmp_path, uuid4(), "phu-xuyen")
    with pytest.raises(OSError, match="No space"):
        spool.keep(spool.segment(Segment(0, 1, 0, 2_000_000), b"body"), b"body")
    assert not list(spool.folder.iterdir())
