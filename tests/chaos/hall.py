"""The projector in the hall: follows the live picture and remembers how far it has come."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx

from shared.clock import real_now
from shared.identity.links import sign_link
from tests.chaos.crew import Crew

PATIENCE_S = 60


class Hall:
    """`seq` is the number of the newest picture that was shown."""

    def __init__(self) -> None:
        self.seq = 0
        self._moved = asyncio.Event()

    async def follow(self, address: str) -> None:
        """Over one line that is never taken up again."""
        async with httpx.AsyncClient(timeout=None) as client, client.stream("GET", address) as stream:
            async for line in stream.aiter_lines():
                if line.startswith("id: "):
                    self.seq = int(line.removeprefix("id: "))
                    self._moved.set()

    async def shows(self, seq: int) -> None:
        """Wait until the picture is at least that new."""
        async with asyncio.timeout(PATIENCE_S):
            while self.seq < seq:
                self._moved.clear()
                await self._moved.wait()


@asynccontextmanager
async def projector(crew: Crew) -> AsyncIterator[Hall]:
    """The hall's screen while the block runs."""
    hall, conference_id = Hall(), str(crew.conference_id)
    token = sign_link("hall", conference_id, crew.stack.keys.link_secret, real_now() + timedelta(hours=1))
    address = f"{crew.stack.url}/meeting/c/{conference_id}/live/hall?token={token}"
    following = asyncio.create_task(hall.follow(address))
    try:
        yield hall
        assert not following.done(), "the hall's line broke"
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
