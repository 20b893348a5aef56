"""Sessions that are open: each ends with its line, on request, or when its line never stands."""

import asyncio
from collections.abc import Callable
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
    """By id."""

    def __init__(self) -> None:
        self._open: dict[str, _Open] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._closed = False

    async def keep(
        self, session: str, connection: RTCPeerConnection, enter: Callable[[], None], end: Callable[[], None]
    ) -> None:
        """Call `enter` once the line stands and `end` once it is over, which may be without `enter`."""
        overdue = asyncio.get_running_loop().call_later(CONNECT_S, self.end_soon, session)
        self._open[session] = _Open(connection, end, overdue)

        @connection.on("connectionstatechange")
        def changed() -> None:
            state = connection.connectionState
            if state == "connected" and session in self._open:
                overdue.cancel()
                enter()
            elif state in ENDED:
                self.end_soon(session)

        if self._closed:  # while hands were shaken
            await self.end(session)

    async def end(self, session: str) -> None:
        """End a session; nothing happens when it has ended."""
        known = self._open.pop(session, None)
        if known is not None:
            known.overdue.cancel()
            known.end()
            await known.connection.close()

    def end_soon(self, session: str) -> None:
        """The same, without waiting."""
        task = asyncio.get_running_loop().create_task(self.end(session))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def end_all(self) -> None:
        for session in list(self._open):
            await self.end(session)
        await asyncio.gather(*self._ending)

    async def close(self) -> None:
        """End all, and whatever comes later."""
        self._closed = True
        await self.end_all()
