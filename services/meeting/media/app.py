"""The only wiring of the media process: settings → rooms, tap → doors."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from services.meeting.media.guests import Guests
from services.meeting.media.room_processes import RoomProcesses
from services.meeting.media.routes import router
from services.meeting.media.settings import MediaSettings
from services.meeting.media.tap import TapDoor
from shared.observability import logs
from shared.refusals import Refusal
from shared.web.guard import public


def create_app(settings: MediaSettings | None = None) -> FastAPI:
    """Run as `uvicorn services.meeting.media.app:create_app --factory`; it starts one process a room."""
    settings = settings or MediaSettings()
    logs.configure("media", settings.log_format)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        secret, host, port = settings.link_secret.get_secret_value(), settings.media_tap_host, settings.media_tap_port
        async with (
            RoomProcesses(settings.log_format) as rooms,
            TapDoor(rooms.record, secret, host=host, port=port) as tap,
        ):
            app.state.engine, app.state.tap, app.state.guests = rooms, tap, Guests(rooms)
            yield

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None, title="media")
    app.state.settings, app.state.heard = settings, {}
    app.add_exception_handler(Refusal, _refused)
    app.include_router(router)
    app.add_api_route("/media/healthz", _healthz, dependencies=[public()])
    app.add_api_route("/healthz", _healthz, dependencies=[public()])
    return app


async def _refused(_request: Request, refusal: Exception) -> Response:
    """A browser's script reads the code; the page knows the sentence."""
    known = refusal if isinstance(refusal, Refusal) else Refusal()
    return JSONResponse({"status": "refused", "code": known.code}, status_code=known.status)


async def _healthz() -> Response:
    return JSONResponse({"room": "media"})
