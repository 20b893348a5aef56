"""Live pictures of conferences: drawn once a change, woken by PostgreSQL whichever process changed it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fastapi import Request

from services.meeting.store import recordings
from services.meeting.store import scene as scenes
from services.meeting.store.conference_tables import Conference
from services.meeting.store.scene import Scene
from services.meeting.store.session_log import CHANNEL, read_wake
from services.meeting.web.agenda_view import steps
from services.meeting.web.call_view import call_links, call_page
from services.meeting.web.console_view import console
from services.meeting.web.door_view import counts, door, guests
from services.meeting.web.hall_view import hall, on_screen
from services.meeting.web.log_view import lines
from services.meeting.web.point_view import point_page
from services.meeting.web.recording_lights import RecordingLights, RecordingView
from services.meeting.web.watch_view import on_watch, watch
from shared.calendar import local_day
from shared.observability.logs import get_logger
from shared.web.live import Key, LivePictures, Picture
from shared.web.room import Room

HISTORY = 14
WATCHED = ("watch", "overflow")
NAMED = {"hall": on_screen, "watch": on_watch, "overflow": on_watch}  # the views that name few people
RETRY_S = 1.0
ASK_S = 5.0
log = get_logger()


class LiveSession:
    """The pictures of this process. Screens get the same bytes each, one view a role."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self.pictures = LivePictures(self.draw, room.clock.now)
        self.lights = RecordingLights(self.pictures.changed)
        self.listeners: list[Callable[[], None]] = []  # told after each change of any log
        self._drawn: set[UUID] = set()
        self._seq: dict[UUID, int] = {}
        self._plan: dict[UUID, tuple[date, int]] = {}

    def changed(self, conference_id: UUID, seq: int) -> None:
        """The log reached `seq`. Told twice (by the command here, by PostgreSQL) it is drawn once."""
        if self._seq.get(conference_id) != seq:
            self._seq[conference_id] = seq
            self.pictures.changed(conference_id)
            for listener in self.listeners:
                listener()

    async def draw(self, key: Key) -> Picture:
        """Render one view from the room's own rows."""
        self._drawn.add(key.subject)
        context = await self.context(key.subject, key.view)
        name, _, _at = key.view.partition("/")
        html = self._room.templates.fragment(f"meeting/live_{name}.html", **context)
        return Picture(context["seq"], html)

    async def context(self, conference_id: UUID, view: str) -> dict[str, Any]:
        """What a view's template needs, for the first page and for every picture after it.

        A view may be one point's own: `door/chi-nhanh-1`.
        """
        view, _, at = view.partition("/")
        now = self._room.clock.now()
        async with self._room.database.transaction() as session:
            scene = await scenes.load(session, conference_id, NAMED.get(view))
            rows = await scenes.log_rows(session, conference_id, HISTORY) if view == "console" else []
            recorded_from = await recordings.begun_at(session, conference_id) if view in WATCHED else None
        self._planned_so(scene.conference, local_day(now))
        match view:
            case "console":
                own = console(scene, now) | {
                    "steps": steps(scene, now),
                    "guests": guests(scene),
                    "counts": counts(scene),
                    "history": lines(scene, rows)[::-1],
                    "call_links": call_links(self._room, scene),
                }
            case "hall":
                own = hall(scene, now)
            case _ if view in WATCHED:
                own = watch(scene, self._room.clock.offset, recorded_from)
            case "point":
                own = point_page(scene, scene.rules.point(at) or scene.rules.points[0], now)
            case "call":
                own = call_page(scene, UUID(at), now)
            case _:
                own = door(scene, at=at)
        return own | {"seq": scene.state.seq, "film": self.film(scene, now)}

    def film(self, scene: Scene, now: datetime) -> RecordingView:
        """How the recording stands on every screen; dark in a house that has no recorder."""
        if not self._room.settings.recorder_url:
            return RecordingView()
        return self.lights.view(scene.conference.conference_id, scene.state, scene.rules, now)

    def _planned_so(self, conference: Conference, today: date) -> None:
        """Pictures kept from another day, or from before the plan moved, would offer the opening wrongly."""
        id_, seen = conference.conference_id, (today, conference.version)
        if self._plan.setdefault(id_, seen) != seen:
            self._plan[id_] = seen
            self.pictures.changed(id_)

    def all_changed(self) -> None:
        """Changes may have been missed: everything shown is drawn anew."""
        for conference_id in self._drawn:
            self.pictures.changed(conference_id)


@asynccontextmanager
async def listening(room: Room, live: LiveSession) -> AsyncIterator[None]:
    """Hear of every commit on any conference while the room lives."""
    task = asyncio.create_task(_listen(room, live), name="live-listen")
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _listen(room: Room, live: LiveSession) -> None:
    while True:
        try:
            async with room.database.engine.connect() as connection:
                driver: Any = (await connection.get_raw_connection()).driver_connection
                await driver.add_listener(CHANNEL, lambda _c, _pid, _channel, body: live.changed(*read_wake(body)))
                live.all_changed()
                await _until_closed(driver)
        except Exception as error:
            log.warning("live.interrupted", error=type(error).__name__)
        await asyncio.sleep(RETRY_S)


async def _until_closed(driver: Any) -> None:
    """Ask now and then: a connection that died silently must not keep screens old."""
    closed = asyncio.Event()
    driver.add_termination_listener(lambda _connection: closed.set())
    while not closed.is_set():
        try:
            await asyncio.wait_for(closed.wait(), ASK_S)
        except TimeoutError:
            await driver.execute("select 1", timeout=ASK_S)


def live_of(request: Request) -> LiveSession:
    live: LiveSession = request.app.state.live
    return live
