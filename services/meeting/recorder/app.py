"""The only wiring of the recorder: settings → disk, store, tables, tap → doors."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response

from services.meeting.recorder import routes_inside, routes_live
from services.meeting.recorder.archives import Archives
from services.meeting.recorder.audience import Admission
from services.meeting.recorder.clips import Clips
from services.meeting.recorder.doors import Doors
from services.meeting.recorder.recorders import Recorders
from services.meeting.recorder.retention import Retention
from services.meeting.recorder.settings import RecorderSettings
from services.meeting.recorder.shelf import Shelf
from services.meeting.recorder.uploader import Uploader
from shared.database.engine import Database
from shared.observability import logs
from shared.refusals import Refusal, Unavailable
from shared.storage import Store
from shared.web.guard import public


def create_app(settings: RecorderSettings | None = None) -> FastAPI:
    """Run as `uvicorn services.meeting.recorder.app:create_app --factory`, one process an installation."""
    settings = settings or RecorderSettings()
    logs.configure("recorder", settings.log_format)
    settings.recorder_spool.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = Database(settings.database_url.get_secret_value(), pool_size=4)
    store, root = Store(settings), Path(settings.recorder_spool)
    uploader = Uploader(root, store, database)
    shelf = Shelf(root, store, database, uploader)
    recorders = Recorders(settings, database, shelf, uploader)
    films = root / "films"
    films.mkdir(exist_ok=True)  # and emptied, not made anew: a full disk may refuse a folder
    for left in films.iterdir():  # a film that a killed recorder left half done is cut anew
        shutil.rmtree(left, ignore_errors=True)
    clips = Clips(store, database, shelf, films)
    retention = Retention(root, store, database, uploader, shelf)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await recorders.take_up()
        tasks = [asyncio.create_task(one.run(), name=type(one).__name__) for one in (uploader, retention)]
        yield
        await recorders.close()
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        await uploader.close()
        await database.close()

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None, title="recorder")
    secret = settings.link_secret.get_secret_value()
    archives, admission = Archives(shelf), Admission(database, secret)
    app.state.doors = Doors(recorders, shelf, archives, clips, database, admission, secret)
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(Unavailable, _unavailable)
    for prefix in routes_live.PREFIXES:
        app.include_router(routes_live.router, prefix=prefix)
    app.include_router(routes_inside.router)
    app.add_api_route("/healthz", _healthz(database), dependencies=[public()])
    return app


async def _refused(_request: object, refusal: Exception) -> Response:
    known = refusal if isinstance(refusal, Refusal) else Refusal()
    told = {"status": "refused", "code": known.code}
    return JSONResponse(told, status_code=known.status, headers={"Cache-Control": "no-store"})


async def _unavailable(_request: object, _away: Exception) -> Response:
    return JSONResponse({"status": "unavailable"}, status_code=503, headers={"Retry-After": "5"})


def _healthz(database: Database) -> Callable[[], Awaitable[Response]]:
    async def healthz() -> Response:
        ready = await database.is_ready()
        return JSONResponse({"room": "recorder", "database": ready}, status_code=200 if ready else 503)

    return healthz
