"""The recorder as its own process, over real servers; asked over HTTP as the session and the viewers do."""

import asyncio
import os
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from deploy.local.testing import StackHandle
from services.meeting.domain.media_links import record_token
from services.meeting.domain.watch_links import watch_token
from shared.clock import real_now

UNIT = "phu-xuyen"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def room_client(secret: str) -> httpx.AsyncClient:
    """Shows the meeting room's token."""
    token = record_token(secret, real_now())
    return httpx.AsyncClient(timeout=30, headers={"authorization": f"Bearer {token}"})


class RecorderProcess:
    """Use `start` and `kill`; its spool outlives it."""

    def __init__(self, servers: StackHandle, spool: Path, tap_port: int) -> None:
        self._secret = servers.env("meeting")["DT_LINK_SECRET"]
        self.env = os.environ | servers.env("meeting")
        self.env |= {"DT_RECORDER_SPOOL": str(spool), "DT_MEDIA_TAP": f"127.0.0.1:{tap_port}"}
        self.spool, self._log = spool, spool.with_suffix(".log")
        self.client = room_client(self._secret)
        self.process: Process | None = None
        self.port = 0

    async def start(self) -> None:
        """At the same port each time."""
        port = self.port = self.port or free_port()
        order = ["-m", "uvicorn", "services.meeting.recorder.app:create_app", "--factory", "--port", str(port)]
        with self._log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, *order, env=self.env, stdout=log, stderr=log
            )
        self.url = f"http://127.0.0.1:{port}"
        await until(self._is_ready)

    async def kill(self) -> None:
        """`kill -9`."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()

    async def stop(self) -> None:
        """Politely."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.terminate()
        await self.process.wait()

    async def say(self, conference: UUID, word: str, **body: Any) -> dict[str, Any]:
        answer = await self.client.post(f"{self.url}/recorder/c/{conference}/{word}", json=body)
        assert answer.status_code == 200, (answer.status_code, answer.text)
        return dict(answer.json())

    async def begin(self, conference: UUID) -> None:
        await self.say(conference, "start", unit_id=UNIT)

    async def state(self, conference: UUID) -> dict[str, Any]:
        return dict((await self.client.get(f"{self.url}/recorder/c/{conference}/state")).json())

    async def watch(self, conference: UUID, what: str, **asked: Any) -> httpx.Response:
        token = watch_token(conference, self._secret, real_now() + timedelta(hours=1))
        return await self.client.get(f"{self.url}/live/{token}/{what}", params=asked)

    async def playlist(self, conference: UUID, name: str = "archive.m3u8") -> list[str]:
        answer = await self.watch(conference, name)
        assert answer.status_code == 200, answer.text
        return answer.text.splitlines()

    async def segments(self, conference: UUID) -> int:
        """How many are closed."""
        answer = await self.watch(conference, "archive.m3u8")
        return sum(line.startswith("#EXTINF") for line in answer.text.splitlines())

    async def _is_ready(self) -> bool:
        try:
            return (await self.client.get(f"{self.url}/healthz")).status_code == 200
        except httpx.HTTPError:
            return False


async def until(true: Callable[[], Awaitable[bool]], timeout_s: float = 60) -> None:
    """Ask again and again; fails when it does not become true."""
    async with asyncio.timeout(timeout_s):
        while not await true():
            await asyncio.sleep(0.05)
