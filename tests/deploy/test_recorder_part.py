"""The recorder as a part of the house: there with the meeting room, after its tables, started again when it falls."""

from pathlib import Path

import pytest

from deploy.local.keys import Keys
from deploy.local.probe import http_status
from deploy.local.supervisor import _parts
from deploy.local.testing import free_ports, quick_config, running_stack


@pytest.mark.parametrize(("rooms", "comes"), [((), False), (("intake", "notify"), False), (("meeting",), True)])
def test_the_recorder_comes_with_the_meeting_room_only(tmp_path: Path, rooms: tuple[str, ...], comes: bool):
    with free_ports() as ports:
        parts = _parts(quick_config(tmp_path, ports, rooms), Keys.made())
    assert ("Ghi âm, ghi hình" in [part.title for part in parts]) == comes


async def test_the_recorder_has_its_tables_its_own_disk_and_comes_back_after_a_fall(tmp_path: Path):
    async with running_stack(tmp_path, rooms=("meeting",)) as house:
        port = house.config.ports.recorder
        assert await http_status(port, "/healthz") == 200
        assert house.config.spool.stat().st_mode & 0o077 == 0
        old = house.pid("recorder")
        house.kill("recorder")
        await house.wait_new("recorder", old)
        assert await http_status(port, "/healthz") == 200
    assert await http_status(port, "/healthz") == 0
