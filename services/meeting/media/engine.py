"""The engine behind the port: rooms, their sessions, and the clock that drives them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass

from aiortc import RTCIceServer, RTCPeerConnection

from services.meeting.media.handshake import Handshake, shake
from services.meeting.media.port import MediaEvent, Session
from services.meeting.media.publisher import Publisher, unix_us
from services.meeting.media.room import Room
from services.meeting.media.viewer import Viewer
from shared.ids import new_id
from shared.observability.logs import get_logger

log = get_logger()

TICK_S = 0.1
TICKS_A_SECOND = 10
CONNECT_S = 30
EVENTS_KEPT = 256
ENDED = frozenset({"closed", "failed"})


@dataclass(frozen=True, slots=True)
class _Open:
    connection: RTCPeerConnection
    end: Callable[[], None]


class Engine:
    """Implements `MediaPort`. Use as `async with Engine() as engine`."""

    def __init__(self, ice_servers: Callable[[], Sequence[RTCIceServer]] = tuple) -> None:
        self._ice_servers = ice_servers
        self._rooms: dict[str, Room] = {}
        self._sessions: dict[tuple[str, str], _Open] = {}
        self._ticking: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "Engine":
        self._ticking = asyncio.create_task(self._tick())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._ticking is not None:
            self._ticking.cancel()
            with suppress(asyncio.CancelledError):
                await self._ticking
        for room, session in list(self._sessions):
            await self.leave(room, session)
        await asyncio.gather(*self._tasks)

    def room(self, name: str) -> Room:
        """The room of this name; it comes into being when first asked for."""
        return self._rooms.setdefault(name, Room(unix_us))

    async def publish(self, room: str, point: str, offer: str) -> Session:
        here, session = self.room(room), str(new_id())
        handshake = await shake(offer, "recvonly", self._ice_servers())
        publisher = Publisher(point, session, handshake, here.levels.heard, unix_us)

        def enter() -> None:
            earlier = here.points.get(point)
            here.enter(publisher)
            if earlier is not None:
                self._soon(self.leave(room, earlier.session))

        self._keep(room, session, handshake, enter, lambda: here.exit(publisher))
        return Session(session, handshake.answer)

    async def watch(self, room: str, viewer: str, offer: str) -> Session:
        here, session = self.room(room), str(new_id())
        handshake = await shake(offer, "sendonly", self._ice_servers())
        watching = Viewer(viewer, session, handshake, unix_us)
        self._keep(room, session, handshake, lambda: here.admit(watching), lambda: here.dismiss(watching))
        return Session(session, handshake.answer)

    async def leave(self, room: str, session_id: str) -> None:
        known = self._sessions.pop((room, session_id), None)
        if known is not None:
            known.end()
            await known.connection.close()

    async def show(self, room: str, stage: str | None, open_microphones: Sequence[str]) -> None:
        self.room(room).show(stage, open_microphones)

    async def request_keyframe(self, room: str, point: str) -> None:
        publisher = self.room(room).points.get(point)
        for source in publisher.sources if publisher else ():
            source.want_key_frame(unix_us())

    async def events(self, room: str) -> AsyncIterator[MediaEvent]:
        here = self.room(room)
        queue: asyncio.Queue[MediaEvent] = asyncio.Queue()
        for event in here.present():
            queue.put_nowait(event)

        def keep(event: MediaEvent) -> None:
            if queue.qsize() < EVENTS_KEPT:  # a listener that stands still asks again
                queue.put_nowait(event)

        here.listeners.append(keep)
        try:
            while True:
                yield await queue.get()
        finally:
            here.listeners.remove(keep)

    def _keep(
        self, room: str, session: str, shaken: Handshake, enter: Callable[[], None], end: Callable[[], None]
    ) -> None:
        """Hold a session until its line ends; one whose line never stands ends by itself."""
        self._sessions[room, session] = _Open(shaken.connection, end)
        overdue = asyncio.get_running_loop().call_later(CONNECT_S, lambda: self._soon(self.leave(room, session)))

        @shaken.connection.on("connectionstatechange")
        def changed() -> None:
            state = shaken.connection.connectionState
            if state == "connected" and (room, session) in self._sessions and not overdue.cancelled():
                overdue.cancel()
                enter()
            elif state in ENDED:
                overdue.cancel()
                self._soon(self.leave(room, session))

    def _soon(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _tick(self) -> None:
        ticks = 0
        while True:
            await asyncio.sleep(TICK_S)
            ticks += 1
            for name, room in list(self._rooms.items()):
                try:
                    room.tick()
                    if ticks % TICKS_A_SECOND == 0:
                        room.second()
                except Exception:  # one room's trouble is not the others'
                    log.exception("media.tick_failed", room=name)
