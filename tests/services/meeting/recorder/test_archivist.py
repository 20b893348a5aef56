"""What the archivist does when the disk says no."""

from typing import Any
from uuid import uuid4

import pytest

from services.meeting.recorder import spool as spools
from services.meeting.recorder.archivist import Archivist
from services.meeting.recorder.live_window import LiveWindow
from services.meeting.recorder.segmenter import Closed, Opened, Written
from services.meeting.recorder.segments import Part
from services.meeting.recorder.slate import PARAMETERS
from services.meeting.recorder.spool import Spool


class Kept:
    """Stands for the uploader."""

    def __init__(self) -> None:
        self.held: list[tuple[str, bytes]] = []

    def wake(self) -> None:
        pass

    def hold(self, spooled: Any, body: bytes) -> None:
        self.held.append((spooled.name, body))


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
