"""A part that falls is started again; a test may also hold it down."""

import asyncio
import sys
from pathlib import Path

import pytest

from deploy.local.parts.part import Part
from deploy.local.parts.store import sockets
from deploy.local.process import Order
from deploy.local.stack import Change, Stack
from deploy.local.testing import StackHandle, bare_servers
from tests.deploy.house import alive


@pytest.mark.parametrize("part", ["nats", "postgres", "store", "caddy", "mail"])
async def test_a_killed_part_is_back(stack: StackHandle, part: str):
    before = stack.pid(part)
    stack.kill(part)
    await stack.wait_new(part, before)
    assert stack.pid(part) != before
    assert alive([before]) == []


async def test_a_part_held_down_stays_down_until_started(stack: StackHandle):
    pid = stack.pid("nats")
    await stack.kill_and_hold("nats")
    await asyncio.sleep(0.5)
    assert alive([pid]) == []
    await stack.start("nats")
    await stack.wait_ready("nats")


async def test_a_part_that_keeps_falling_is_named(tmp_path: Path):
    changes: list[Change] = []
    stack = Stack(tmp_path, changes.append)
    await stack.start([_short_lived(tmp_path)])
    async with asyncio.timeout(30):
        while "looping" not in [change.state for change in changes]:
            await asyncio.sleep(0.05)
    await stack.stop("brief")
    assert [change.state for change in changes].count("fallen") == 4


def _short_lived(folder: Path) -> Part:
    started = folder / "started"
    code = f"import pathlib, time; pathlib.Path({str(started)!r}).touch(); time.sleep(0.1)"

    async def is_ready() -> bool:
        return started.exists()

    return Part("brief", "Phần chóng tàn", (), Order((sys.executable, "-I", "-S", "-c", code)), is_ready)


async def test_a_store_killed_or_closed_leaves_nothing_for_the_next_user_to_stumble_over():
    async with bare_servers(provisioned=False) as servers:
        ports = servers.config.ports.all()
        assert sockets(ports)
        await servers.kill_and_hold("store")
        assert sockets(ports) == []
