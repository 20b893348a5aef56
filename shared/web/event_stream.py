"""Server-Sent Events to one reader."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from shared.observability.logs import get_logger

log = get_logger()
Write = Callable[[bytes], Awaitable[None]]


class EventStream(Response):
    """What `tell` writes, until it ends, the reader leaves, `over` is done or the connection's life is.

    By then `tell` has ended too, and what it holds open is closed: starlette's own streams are left to the garbage
    collector when their reader leaves.
    """

    def __init__(
        self,
        tell: Callable[[Write], Coroutine[Any, Any, None]],
        over: asyncio.Future[None] | None = None,
        life_s: float | None = None,
    ) -> None:
        self._tell, self._over, self._life_s = tell, over, life_s
        super().__init__(media_type="text/event-stream", headers={"cache-control": "no-store"})
        del self.headers["content-length"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def write(said: bytes) -> None:
            await send({"type": "http.response.body", "body": said, "more_body": True})

        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        telling, left = asyncio.create_task(self._tell(write)), asyncio.create_task(_until_left(receive))
        ends: set[asyncio.Future[None]] = {telling, left} | ({self._over} if self._over else set())
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED, timeout=self._life_s)
        finally:
            telling.cancel()
            left.cancel()
            told, _ = await asyncio.gather(telling, left, return_exceptions=True)
        if isinstance(told, Exception):
            log.warning("event_stream.broke", exc_info=told)
        await send({"type": "http.response.body"})


async def _until_left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
