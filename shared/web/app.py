"""The application of one room: doors, error sentences, health, and what starts and stops with it."""

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.staticfiles import StaticFiles

from shared.clock import OffsetClock
from shared.database.engine import Database
from shared.messaging import outbox
from shared.messaging.bus import Bus
from shared.messaging.handlers import Handlers
from shared.observability import logs
from shared.observability.metrics import UNPUBLISHED
from shared.refusals import Unavailable
from shared.settings import Settings
from shared.storage import Store
from shared.web import errors
from shared.web.dead_letters import router as dead_letters_router
from shared.web.guard import public
from shared.web.middleware import Around
from shared.web.rendering import Templates
from shared.web.room import Room

SERVICES = Path(__file__).parents[2] / "services"
SHARED_STATIC = Path(__file__).parent / "static"
Loop = Callable[[Room], Awaitable[None]]
METRICS_PATIENCE_S = 2


def build_room(settings: Settings, handlers: Callable[[OffsetClock], Handlers]) -> Room:
    """The parts of a room from its settings."""
    logs.configure(settings.room, settings.log_format)
    clock = OffsetClock(production=settings.production)
    database = Database(settings.database_url.get_secret_value())
    return Room(
        settings=settings,
        database=database,
        clock=clock,
        bus=Bus(settings, database, handlers(clock), clock),
        store=Store(settings),
        templates=Templates(SERVICES / settings.room / "web" / "templates", settings, clock),
    )


def create_app(room: Room, routers: Sequence[APIRouter], lifetimes: Sequence[Callable[[Room], object]] = ()) -> FastAPI:
    """The ASGI application. `lifetimes` are async context managers that live as long as the room."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.push_async_callback(room.database.close)
            room.bus.start()
            stack.push_async_callback(room.bus.stop)
            for lifetime in lifetimes:
                await stack.enter_async_context(lifetime(room))  # type: ignore[arg-type]
            yield

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None, title=room.settings.room)
    app.state.room = room
    errors.install(app, errors.Messages(SERVICES / room.settings.room / "web" / "messages.toml"))
    for router in (*routers, dead_letters_router(room.settings.room), _health_router(room.settings.room)):
        app.include_router(router)
    _mount_static(app, room.settings)
    app.add_middleware(Around, answer_fault=errors.answer_fault)
    return app


def _mount_static(app: FastAPI, settings: Settings) -> None:
    """The front door serves these files; the room can too, so that it stands alone in a test."""
    base = f"/static/{settings.release}"
    own = SERVICES / settings.room / "web" / "static"
    if own.is_dir():
        app.mount(f"{base}/{settings.room}", StaticFiles(directory=own))
    app.mount(base, StaticFiles(directory=SHARED_STATIC))


def _health_router(name: str) -> APIRouter:
    router = APIRouter(dependencies=[public()])

    @router.get("/healthz")
    @router.get(f"/{name}/healthz")
    async def healthz(request: Request) -> Response:
        """200 when the room can work; its database is what it cannot do without. `now` is business time."""
        room: Room = request.app.state.room
        database = await room.database.is_ready()
        parts = {"database": database, "bus": room.bus.is_connected, "now": room.clock.now().isoformat()}
        return JSONResponse({"room": name} | parts, status_code=200 if database else 503)

    @router.get("/metrics")
    async def metrics(request: Request) -> Response:
        UNPUBLISHED.set(await _unpublished(request.app.state.room))
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return router


async def _unpublished(room: Room) -> float:
    """Counted when asked, so that it is right also while the relay has nobody to talk to."""
    try:
        async with asyncio.timeout(METRICS_PATIENCE_S), room.database.reading() as session:
            return await outbox.count_unpublished(session)
    except (Unavailable, TimeoutError):
        return math.nan
