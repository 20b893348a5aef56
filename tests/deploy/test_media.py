"""Picture and sound as a part of the house: there with the meeting room, started again when it falls."""

from pathlib import Path

import pytest

from deploy.local.keys import Keys
from deploy.local.parts.media import media
from deploy.local.probe import accepts, ready
from deploy.local.stack import Change, Stack
from deploy.local.supervisor import _parts
from deploy.local.testing import free_ports, quick_config


@pytest.mark.parametrize(("rooms", "comes"), [((), False), (("intake", "notify"), False), (("meeting",), True)])
def test_picture_and_sound_come_with_the_meeting_room_only(tmp_path: Path, rooms: tuple[str, ...], comes: bool):
    with free_ports() as ports:
        parts = _parts(quick_config(tmp_path, ports, rooms), Keys.made())
    assert ("Hình và tiếng" in [part.title for part in parts]) == comes


async def test_picture_and_sound_answer_at_both_doors_and_come_back_after_a_fall(tmp_path: Path):
    changes: list[Change] = []
    stack = Stack(tmp_path, changes.append)
    with free_ports() as ports:
        part = media(quick_config(tmp_path, ports), Keys.made())
        try:
            await stack.start([part])
            assert await accepts(ports.media_tap)
            process = stack.running["media"].process
            assert process
            process.kill()
            await process.wait()
            await ready(lambda: _both(part.is_ready, changes))
        finally:
            await stack.stop("media")
    assert [change.state for change in changes] == ["ready", "fallen", "ready"]
    assert not await accepts(ports.media_tap)


async def _both(is_ready, changes: list[Change]) -> bool:
    return len(changes) == 3 and bool(await is_ready())
