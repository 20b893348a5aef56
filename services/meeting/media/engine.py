"""One room's engine: its sessions, and the clock that drives them."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress

from services.meeting.media.handshake import shake
from services.meeting.media.port import MediaEvent, Session, Slots
from services.meeting.media.publisher import Publisher
from services.meeting.media.room import Room
from services.meeting.media.sessions import Sessions
from services.meeting.media.viewer import Viewer
from shared.clock import real_us
from shared.ids import new_id
from shared.observability.logs import get_logger

log = get_logger()

TICK_S = 0.1
TICKS_A_SECOND = 10
EVENTS_KEPT = 256
MOST_WATCHING = 4  # sessions of one viewer: a point's page, its big screen, and those before a reload


class Engine:
    """What `MediaPort` promises, for one room. Use as `async with Engine() as engine`."""

    def __init__(self) -> None:
        self.room = Room(real_us)
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
        await self._sessions.close()

    async def publish(self, point: str, offer: str) -> Session:
        session, shaken = str(new_id()), await shake(offer, "recvonly")
        publisher = Publisher(point, session, shaken, self.room.levels.heard, real_us)

        def enter() -> None:
            earlier = self.room.points.get(point)
            self.room.enter(publisher)
            if earlier is not None:
                self._sessions.end_soon(earlier.session)

        await self._sessions.keep(session, shaken.connection, enter, lambda: self.room.exit(publisher))
        return Session(session, shaken.answer)

    async def watch(self, viewer: str, offer: str) -> Session:
        session, shaken = str(new_id()), await shake(offer, "sendonly")
        watching = Viewer(viewer, session, shaken, real_us)

        def enter() -> None:
            self.room.admit(watching)
            same = [known.session for known in self.room.viewers.values() if known.name == viewer]
            for oldest in same[:-MOST_WATCHING]:
                self._sessions.end_soon(oldest)

        await self._sessions.keep(session, shaken.connection, enter, lambda: self.room.dismiss(watching))
        return Session(session, shaken.answer)

    async def leave(self, session_id: str) -> None:
        await self._sessions.end(session_id)

    def show(self, stage: str | None, open_microphones: Sequence[str]) -> None:
        self.room.show(stage, open_microphones)

    def request_keyframe(self, point: str) -> None:
        publisher = self.room.points.get(point)
        for source in publisher.sources if publisher else ():
            source.want_key_frame(real_us())

    async def events(self, viewer: str) -> AsyncGenerator[MediaEvent, None]:
        """Ends for a listener that stands still: it comes again and hears what holds then."""
        queue: asyncio.Queue[MediaEvent | None] = asyncio.Queue()

        def concerns(event: MediaEvent) -> bool:
            return not isinstance(event, Slots) or event.viewer == viewer

        def keep(event: MediaEvent) -> None:
            if concerns(event):
                queue.put_nowait(event if queue.qsize() < EVENTS_KEPT else None)
            if queue.qsize() > EVENTS_KEPT:
                self.room.listeners.remove(keep)

        for event in filter(concerns, self.room.present()):
            queue.put_nowait(event)
        self.room.listeners.append(keep)
        try:
            while (heard := await queue.get()) is not None:
                yield heard
        finally:
            with suppress(ValueError):
                self.room.listeners.remove(keep)

    async def _tick(self) -> None:
        ticks = 0
        while True:
            await asyncio.sleep(TICK_S)
            ticks += 1
            try:
                self.room.tick()
                if ticks % TICKS_A_SECOND == 0:
                    self.room.second()
            except Exception:  # the packets go on
                log.exception("media.tick_failed")
