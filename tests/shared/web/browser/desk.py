"""A small real application around the shells and elements: it remembers what it was asked and fails on demand."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, StreamingResponse
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from starlette.staticfiles import StaticFiles

from shared.ids import new_id
from shared.web.live import Picture, frame
from shared.web.middleware import HEADERS
from tests.shared.web.browser import samples

WEB = Path(__file__).parents[4] / "shared/web"


@dataclass(slots=True)
class Desk:
    """What a test reads and sets; it outlives a restart of the server."""

    account: str = "officer-a"
    commands: list[dict[str, str]] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)  # said instead of the ordinary answer, first one first
    refused_streams: int = 0
    streams: int = 0
    sent: list[int] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)
    seq: int = 1
    words: str = "Ảnh 1"
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    loop: asyncio.AbstractEventLoop | None = None

    def show(self, words: str, seq: int | None = None) -> None:
        """Draw a new picture and wake the streams; called from the test's own thread."""
        self.seq, self.words = seq or self.seq + 1, words
        if self.loop and self.loop.is_running():
            self.loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self.changed.set()
        self.changed = asyncio.Event()


class Routes:
    """What the browser reaches."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.pages = desk, environment()

    def picture(self) -> str:
        template = self.pages.get_template("picture.html")
        return template.render(words=self.desk.words, rows=["An", "Bình", "Chí"], **samples.moments())

    async def live(self) -> Response:
        if self.desk.refused_streams:
            self.desk.refused_streams -= 1
            return Response("away", status_code=503)
        return StreamingResponse(self._pictures(), media_type="text/event-stream")

    async def _pictures(self) -> AsyncIterator[bytes]:
        desk = self.desk
        desk.loop, desk.streams = asyncio.get_running_loop(), desk.streams + 1
        try:
            while True:
                changed, seq = desk.changed, desk.seq
                yield frame(Picture(seq, self.picture()))
                desk.sent.append(seq)
                await changed.wait()
        finally:
            desk.streams -= 1

    async def beats(self) -> Response:
        async def beating() -> AsyncIterator[bytes]:
            while True:
                yield f"event: beat\ndata: {datetime.now(UTC).isoformat()}\n\n".encode()
                await asyncio.sleep(1)

        return StreamingResponse(beating(), media_type="text/event-stream")

    async def command(self, request: Request, verb: str) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        if self.desk.answers:
            return self.desk.answers.pop(0)
        if form["command_id"] not in [c["command_id"] for c in self.desk.commands]:
            headers = {"header_id": request.headers["x-command-id"], "account": request.headers["x-account"]}
            self.desk.commands.append(form | headers | {"verb": verb})
        return JSONResponse({"status": "done", "message": "Đã gia hạn 30 giây.", "location": None})

    async def waiting(self, number: str) -> Response:
        if not number.isdigit():
            return Response("away", status_code=503)
        self.desk.counted.append(number)
        return JSONResponse({"count": int(number), "words": f"{number} việc chờ"})

    async def page(self, name: str) -> HTMLResponse:
        context = samples.context(name, self.desk.account)
        if name == "console":
            context |= {"seq": self.desk.seq, "picture": self.picture()}
        return HTMLResponse(self.pages.get_template(context["template"]).render(context))


def environment() -> Environment:
    """Templates as strict as the product's own."""
    made = Environment(
        loader=ChoiceLoader([FileSystemLoader(samples.PAGES), FileSystemLoader(WEB / "templates")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        static=lambda path: f"/static/test/{path}", command_id=lambda: str(new_id()), demo=True, release="0.1.0"
    )
    return made


def create_desk(desk: Desk) -> FastAPI:
    """The application; every answer carries the product's own security headers."""
    app, routes = FastAPI(openapi_url=None), Routes(desk)

    @app.middleware("http")
    async def around(request: Request, call_next):
        response = await call_next(request)
        response.headers.update(HEADERS)
        return response

    app.mount("/static/test", StaticFiles(directory=WEB / "static"))
    app.add_api_route("/live", routes.live)
    app.add_api_route("/beats", routes.beats)
    app.add_api_route("/commands/{verb}", routes.command, methods=["POST"])
    app.add_api_route("/waiting-count/{number}", routes.waiting)
    app.add_api_route("/{name}", routes.page)
    return app
