"""The demo of the embedded stack: played at the first start, and again when an administrator asks."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

import asyncpg
import nats
from nats.aio.msg import Msg

from deploy.demo.house import enter
from deploy.demo.story import tell_story
from deploy.local import screen
from deploy.local.keys import OPS
from deploy.local.parts.postgres import DATABASE, connect
from deploy.local.room_env import database_url, nats_url
from deploy.local.supervisor import Supervisor
from deploy.local.wipe import wipe
from shared.contracts.operations import DemoResetReply

RESET = "rpc.stack.demo.reset.v1"
EVERY_S = 5.0
ANSWERED_AFTER_S = 1.0  # the page that asked must still get its answer


class Demo:
    """Plays the story once; a mark in the data folder tells an interrupted play from a finished one."""

    def __init__(self, supervisor: Supervisor) -> None:
        self._supervisor, self._config, self._keys = supervisor, supervisor.config, supervisor.keys
        self._mark = self._config.data / "demo-being-played"
        self._asked = asyncio.Event()

    async def run(self) -> None:
        """Until cancelled. A half-played demo is wiped and played from the start."""
        async with self._listening():
            if self._mark.exists():
                await self._start_over()
            elif await is_empty(self._supervisor):
                await self._play()
            while True:
                await self._asked.wait()
                self._asked.clear()
                await self._start_over()

    async def _start_over(self) -> None:
        screen.say("Bắt đầu lại bản thử: xóa dữ liệu cũ…")
        self._mark.touch()
        await self._supervisor.with_rooms_stopped(lambda: wipe(self._config, self._keys))
        await self._play()

    async def _play(self) -> None:
        self._mark.touch()
        begun, told = time.monotonic(), 0.0

        def tell(done: int, total: int) -> None:
            nonlocal told
            if time.monotonic() - told > EVERY_S:
                told = time.monotonic()
                screen.say(f"  Bản thử: đang dựng {done}/{total} việc…")

        login = {"servers": nats_url(self._config), "user": OPS, "password": self._keys.nats[OPS]}
        front_door = f"http://127.0.0.1:{self._config.ports.http}"
        async with enter(front_door, login, database_url(self._config, self._keys, OPS)) as house:
            await tell_story(house, self._keys.link_secret, tell)
        self._mark.unlink(missing_ok=True)
        screen.say(f"Bản thử đã dựng xong sau {time.monotonic() - begun:.0f} giây.")

    @contextlib.asynccontextmanager
    async def _listening(self) -> AsyncIterator[None]:
        """Answer routing's question to start over."""
        bus = await nats.connect(
            nats_url(self._config), user=OPS, password=self._keys.nats[OPS], max_reconnect_attempts=-1
        )

        async def accept(message: Msg) -> None:
            await message.respond(DemoResetReply().model_dump_json().encode())
            asyncio.get_running_loop().call_later(ANSWERED_AFTER_S, self._asked.set)

        await bus.subscribe(RESET, cb=accept)
        try:
            yield
        finally:
            await bus.close()


async def is_empty(supervisor: Supervisor) -> bool:
    """Whether nobody has opened a unit here yet."""
    server: asyncpg.Connection = await connect(supervisor.config, supervisor.keys, OPS, DATABASE)
    try:
        return not await server.fetchval("select exists (select 1 from routing.units)")
    finally:
        await server.close()
