"""Processes under test, each on the first core, ended by their own pid."""

import asyncio
import os
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.local.probe import http_status
from deploy.local.process import python_path
from services.meeting.media.port import MediaPort
from tests.bench.media.machine import SERVER, children, pin
from tests.bench.media.whip_port import WhipPort

REPOSITORY = Path(__file__).parents[3]
SECRET = "bench-" * 8
LOG = REPOSITORY / "build/bench/media.log"


@dataclass(frozen=True, slots=True)
class Served:
    """An engine that runs, and the port to drive it by. `tap` is 0 where there is none."""

    port: MediaPort
    front: int
    tap: int = 0

    @property
    def pid(self) -> int:
        """The process where packets flow: ours has one a room, once somebody came; a bench has one room."""
        rooms = children(self.front)
        return rooms[0] if rooms else self.front


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@asynccontextmanager
async def media(secret: str = SECRET) -> AsyncIterator[Served]:
    """Our media process, started as the house starts it."""
    tap = free_port()
    env = {"DT_MEDIA_TAP_PORT": str(tap), "DT_LINK_SECRET": secret}
    async with uvicorn("services.meeting.media.app:create_app", env) as (port, pid):
        yield Served(port, pid, tap)


@asynccontextmanager
async def naive(record_to: str = "") -> AsyncIterator[Served]:
    """aiortc as its examples use it: decoded, then encoded for each viewer – or into a file."""
    async with uvicorn("tests.bench.media.naive_app:create_app", {"BENCH_RECORD_TO": record_to}) as (port, pid):
        yield Served(port, pid)


@asynccontextmanager
async def uvicorn(app: str, env: dict[str, str]) -> AsyncIterator[tuple[WhipPort, int]]:
    http = free_port()
    url = f"http://127.0.0.1:{http}"
    order = ("-m", "uvicorn", app, "--factory", "--port", str(http), "--no-access-log", "--log-level", "warning")
    env = os.environ | {"DT_LINK_SECRET": SECRET} | env | python_path(REPOSITORY)
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("ab") as log:
        said = {"stdout": log.fileno(), "stderr": log.fileno()}
        async with process(sys.executable, *order, "--timeout-graceful-shutdown", "1", env=env, **said) as started:
            while await http_status(http, "/media/healthz") != 200:
                await asyncio.sleep(0.05)
            port = WhipPort(url, env["DT_LINK_SECRET"])
            yield port, started.pid
            await port.close()


@asynccontextmanager
async def process(*order: str, env: dict[str, str] | None = None, **pipes: Any) -> AsyncIterator[Process]:
    """On the first core; told to end, and made to when it does not."""
    started = await asyncio.create_subprocess_exec(*order, env=env, **pipes)
    pin(started.pid, SERVER)
    try:
        yield started
    finally:
        if started.returncode is None:
            started.terminate()
        else:
            print(f"{order[:4]} ended by itself: {started.returncode}")
        try:
            await asyncio.wait_for(started.wait(), 10)
        except TimeoutError:
            started.kill()
            await started.wait()
