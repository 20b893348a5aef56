"""Sessions that are open: each ends with its line, on request, or when its line never stands."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass

from aiortc import RTCPeerConnection

CONNECT_S = 30
ENDED = frozenset({"closed", "failed"})


@dataclass(frozen=True, slots=True)
class _Open:
    connection: RTCPeerConnection
    end: Callable[[], None]
    overdue: asyncio.TimerHandle


class Sessions:
    """By room and id."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, str], _Open] = {}
        self._ending: set[asyncio.Task[None]] = set()

    def keep(
        self, room: str, session: str, connection: RTCPeerConnection, enter: Callable[[], None], end: Callable[[], None]
    ) -> None:
        """Call `enter` once the line stands and `end` once it is over, which may be without `enter`."""
        overdue = asyncio.get_running_loop().call_later(CONNECT_S, self.end_soon, room, session)
        self._open[room, session] = _Open(connection, end, overdue)

        @connection.on("connectionstatechange")
        def changed() -> None:
            state = connection.connectionState
            if state == "connected" and (room, session) in self._open:
                overdue.cancel()
                enter()
            elif state in ENDED:
                self.end_soon(room, session)

    async def end(self, room: str, session: str) -> None:
        """End a session; nothing happens when it has ended."""
        known = self._open.pop((room, session), None)
        if known is not None:
            known.overdue.cancel()
            known.end()
            await known.connection.close()

    def end_soon(self, room: str, session: str) -> None:
        """The same, without waiting."""
        self._later(self.end(room, session))

    async def end_all(self) -> None:
        for room, session in list(self._open):
            await self.end(room, session)
        await asyncio.gather(*self._ending)

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)
