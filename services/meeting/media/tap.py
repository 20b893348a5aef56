"""The door for recorders: TCP, a JSON line with the room's name and its token, frames come back (`tap_frames`).

With `"point"` in that line it is this point's own picture and voice, whoever is on the stage.
"""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from services.meeting.domain.media_links import TAP
from services.meeting.media.room import Room
from services.meeting.media.tap_feed import TapFeed
from shared.clock import real_now, real_us
from shared.identity.links import is_valid_link
from shared.observability.logs import get_logger

log = get_logger()

HELLO_S = 10


class TapServer:
    """Use as `async with TapServer(engine.room, secret, port=…) as tap`. Port 0 takes a free one; `port` says which."""

    def __init__(self, room: Callable[[str], Room], secret: str, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self._room, self._secret, self._host, self.port = room, secret, host, port
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> "TapServer":
        self._server = await asyncio.start_server(self._serve, self._host, self.port, limit=4096)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
            for writer in tuple(self._writers):
                writer.close()
            await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            async with asyncio.timeout(HELLO_S):
                hello = _line(await reader.readline())
            if self._may(hello):
                await self._feed(hello, reader, writer)
            else:
                log.warning("tap.refused")
        except (TimeoutError, ConnectionError, ValueError):
            log.info("tap.broken")
        finally:
            self._writers.discard(writer)
            writer.close()

    def _may(self, hello: dict[str, Any]) -> bool:
        room, token = hello.get("room"), hello.get("token")
        if not (isinstance(room, str) and isinstance(token, str) and isinstance(hello.get("point", ""), str)):
            return False
        return is_valid_link(token, TAP, room, self._secret, real_now())

    async def _feed(self, hello: dict[str, Any], reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        feed = TapFeed(self._room(hello["room"]), writer.transport, real_us, hello.get("point"))
        try:
            while asked := await reader.readline():
                if _line(asked).get("keyframe"):
                    feed.want_key_frame()
        finally:
            feed.close()
            log.info("tap.closed", dropped=feed.dropped)


def _line(data: bytes) -> dict[str, Any]:
    said = json.loads(data)
    return said if isinstance(said, dict) else {}
