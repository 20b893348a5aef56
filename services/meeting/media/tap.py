"""The door for recorders: TCP, a JSON line with the room's name and its token, frames come back (`tap_frames`).

With `"point"` in that line it is this point's own picture and voice, whoever is on the stage. The line itself goes to
the room's process: what it sends passes nobody else.
"""

import asyncio
import json
import socket
from collections.abc import Callable, Coroutine
from typing import Any

from services.meeting.domain.media_links import TAP
from shared.clock import real_now
from shared.identity.links import is_valid_link
from shared.observability.logs import get_logger

log = get_logger()

HELLO_S = 10
PAUSE_S = 0.1
LONGEST_HELLO = 4096
Record = Callable[[str, str | None, socket.socket], None]


class TapDoor:
    """Use as `async with TapDoor(record, secret, port=…) as tap`. Port 0 takes a free one; `port` says which.

    `record` gets room, point and line, of which it keeps a copy.
    """

    def __init__(self, record: Record, secret: str, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self._record, self._secret, self._host, self.port = record, secret, host, port
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "TapDoor":
        door = socket.create_server((self._host, self.port))
        door.setblocking(False)
        self.port = door.getsockname()[1]
        self._start(self._accept(door))
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accept(self, door: socket.socket) -> None:
        with door:
            while True:
                try:
                    line, _ = await asyncio.get_running_loop().sock_accept(door)
                except OSError:  # no descriptor is free, or the caller is gone already
                    log.warning("tap.accept_failed")
                    await asyncio.sleep(PAUSE_S)
                else:
                    self._start(self._serve(line))

    async def _serve(self, line: socket.socket) -> None:
        with line:
            try:
                async with asyncio.timeout(HELLO_S):
                    hello = await _hello(line)
                if self._may(hello):
                    self._record(hello["room"], hello.get("point"), line)
                else:
                    log.warning("tap.refused")
            except (TimeoutError, OSError, ValueError):
                log.info("tap.broken")

    def _may(self, hello: dict[str, Any]) -> bool:
        room, token = hello.get("room"), hello.get("token")
        if not (isinstance(room, str) and isinstance(token, str) and isinstance(hello.get("point", ""), str)):
            return False
        return is_valid_link(token, TAP, room, self._secret, real_now())

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _hello(line: socket.socket) -> dict[str, Any]:
    """The first line, read byte by byte: what follows is not ours."""
    said = b""
    while not said.endswith(b"\n"):
        byte = await asyncio.get_running_loop().sock_recv(line, 1)
        if not byte or len(said) == LONGEST_HELLO:
            raise ValueError("no line")
        said += byte
    hello = json.loads(said)
    return hello if isinstance(hello, dict) else {}
