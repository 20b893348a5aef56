"""The engine behind the port: rooms, their sessions, and the clock that drives them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress

from aiortc import RTCIceServer

from services.meeting.media.handshake import shake
from services.meeting.media.port import MediaEvent, Session
from services.meeting.media.publisher import Publisher
from services.meeting.media.room import Room
from services.meeting.media.rooms import Rooms
from services.meeting.media.sessions import Sessions
from services.meeting.media.viewer import Viewer
from shared.clock import real_us
from shared.ids import new_id
from shared.observability.logs import get_logger

log = get_logger()

TICK_S = 0.1
TICKS_A_SECOND = 10
EVENTS_KEPT = 256


class Engine:
    """Implements `MediaPort`. Use as `async with Engine() as engine`."""

    def __init__(self, ice_servers: Callable[[], Sequence[RTCIceServer]] = tuple) -> None:
        self._ice_servers = ice_servers
        self._rooms = Rooms(real_us)
        self._sessions = Sessions()
        self._ticking: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Engine":
        self._ticking = asyncio.create_task(self._tick())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._ticking is not None:
            self._ticking.cancel()
            with suppress(asyncio.CancelledError):
                await self._ticking
        await self._sessions.end_all()

    def room(self, name: str) -> Room:
        """The room of this name; it comes into being when first asked for."""
        return self._rooms(name)

    async def publish(self, room: str, point: str, offer: str) -> Session:
        here, session = self.room(room), str(new_id())
        shaken = await shake(offer, "recvonly", self._ice_servers())
        publisher = Publisher(point, session, shaken, here.levels.heard, real_us)

        def enter() -> None:
            earlier = here.points.get(point)
            here.enter(publisher)
            if earlier is not None:
                self._sessions.end_soon(room, earlier.session)

        self._sessions.keep(room, session, shaken.connection, enter, lambda: here.exit(publisher))
        return Session(session, shaken.answer)

    async def watch(self, room: str, viewer: str, offer: str) -> Session:
        here, session = self.room(room), str(new_id())
        shaken = await shake(offer, "sendonly", self._ice_servers())
        watching = Viewer(viewer, session, shaken, real_us)

        def enter() -> None:
            here.admit(watching)

        self._sessions.keep(room, session, shaken.connection, enter, lambda: here.dismiss(watching))
        return Session(session, shaken.answer)

    async def leave(self, room: str, session_id: str) -> None:
        await self._sessions.end(room, session_id)

    async def show(self, room: str, stage: str | None, open_microphones: Sequence[str]) -> None:
        self.room(room).show(stage, open_microphones)

    async def request_keyframe(self, room: str, point: str) -> None:
        publisher = self.room(room).points.get(point)
        for source in publisher.sources if publisher else ():
            source.want_key_frame(real_us())

    async def events(self, room: str) -> AsyncIterator[MediaEvent]:
        """Ends for a listener that stands still: it comes again and hears what holds then."""
        here = self.room(room)
        queue: asyncio.Queue[MediaEvent | None] = asyncio.Queue()
        for event in here.present():
            queue.put_nowait(event)

        def keep(event: MediaEvent) -> None:
            queue.put_nowait(event if queue.qsize() < EVENTS_KEPT else None)
            if queue.qsize() > EVENTS_KEPT:
                here.listeners.remove(keep)

        here.listeners.append(keep)
        try:
            while (heard := await queue.get()) is not None:
                yield heard
        finally:
            with suppress(ValueError):
                here.listeners.remove(keep)

    async def _tick(self) -> None:
        ticks = 0
        while True:
            await asyncio.sleep(TICK_S)
            ticks += 1
            for name, room in self._rooms:
                try:
                    room.tick()
                    if ticks % TICKS_A_SECOND == 0:
                        room.second()
                except Exception:  # one room's trouble is not the others'
                    log.exception("media.tick_failed", conference_id=name)
            if ticks % TICKS_A_SECOND == 0:
                self._rooms.sweep()
