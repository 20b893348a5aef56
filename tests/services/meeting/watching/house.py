"""Meeting and recorder at one address, as behind the front door; the tap plays pre-encoded points."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn

from deploy.local.testing import StackHandle
from services.meeting.recorder.app import create_app as create_recorder
from services.meeting.recorder.settings import RecorderSettings
from tests.services.meeting.live.support import settings_of
from tests.services.meeting.recorder.stage_server import StageServer

FETCHED = ("/live/", "/recorder/")


@dataclass
class House:
    """`asked` are the addresses of pictures and sound that somebody fetched."""

    url: str
    stage: StageServer
    asked: list[str]


@asynccontextmanager
async def house(servers: StackHandle, folder: Path, **changes: str) -> AsyncIterator[House]:
    """The session opens and ends the recording here as in life."""
    from services.meeting.app import create_app

    asked: list[str] = []
    rooms: dict[bool, Any] = {}

    async def door(scope: Any, receive: Any, send: Any) -> None:
        if scope["path"].startswith("/live/"):
            asked.append(scope["path"])
        await rooms[scope["path"].startswith(FETCHED)](scope, receive, send)

    server = uvicorn.Server(uvicorn.Config(door, port=0, lifespan="off", log_config=None, timeout_graceful_shutdown=1))
    async with AsyncExitStack() as stack:
        stage = await stack.enter_async_context(StageServer())
        task = asyncio.create_task(server._serve())
        while not server.started:
            await asyncio.sleep(0.02)
        url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        spool, tap = str(folder / "spool"), f"127.0.0.1:{stage.port}"
        told = {"DT_RECORDER_URL": url, "DT_RECORDER_SPOOL": spool, "DT_MEDIA_TAP": tap, "DT_PUBLIC_URL": url}
        with settings_of(servers, **told, **changes):
            rooms |= {True: create_recorder(RecorderSettings()), False: create_app()}
        for app in rooms.values():
            await stack.enter_async_context(app.router.lifespan_context(app))
        try:
            yield House(url, stage, asked)
        finally:
            server.should_exit = True
            await task
