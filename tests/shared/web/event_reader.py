"""A browser at the end of one event stream."""

import asyncio
from collections.abc import Callable

from starlette.responses import Response


class EventReader:
    """Reads from the start on; `is_whole` when the server said that nothing more comes."""

    def __init__(self, response: Response) -> None:
        self._leave, self._came = asyncio.Event(), asyncio.Event()
        self.status, self.bytes, self.is_whole = 0, b"", False
        self.headers: dict[bytes, bytes] = {}
        self.task = asyncio.create_task(response({"type": "http"}, self._receive, self._send))

    async def _receive(self):
        await self._leave.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
        else:
            self.bytes += message.get("body", b"")
            self.is_whole = not message.get("more_body", False)
        self._came.set()

    async def until(self, true: Callable[[], bool], within_s: float = 5) -> None:
        async with asyncio.timeout(within_s):
            while not true():
                self._came.clear()
                await self._came.wait()

    async def leave(self) -> None:
        self._leave.set()
        await asyncio.wait_for(self.task, 2)
