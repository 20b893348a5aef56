"""Bare sockets that count, for the floor: read as viewers are read."""

import asyncio
import socket
from contextlib import suppress

from tests.bench.media.watcher import DRAIN_S, ROOM_BYTES


def own_address() -> str:
    """This machine's own address, which the kernel routes over the loop: where ICE sends, too."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))
            return str(asked.getsockname()[0])
        except OSError:
            return "127.0.0.1"


class Ears:
    """Use `listen` as a task."""

    def __init__(self, number: int) -> None:
        self.packets = 0
        self._sockets = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(number)]
        for one in self._sockets:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, ROOM_BYTES)
            one.setblocking(False)
            one.bind((own_address(), 0))

    @property
    def addresses(self) -> list[tuple[str, int]]:
        return [one.getsockname() for one in self._sockets]

    async def listen(self) -> None:
        while True:
            await asyncio.sleep(DRAIN_S)
            for one in self._sockets:
                with suppress(BlockingIOError):
                    while True:
                        one.recvfrom(2048)
                        self.packets += 1

    def close(self) -> None:
        for one in self._sockets:
            one.close()
