"""A room of our own for the tests of the web base: real tables, doors the test opens, no bus."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse

from deploy.local.testing import StackHandle
from shared.identity import Officer, Role, tokens
from shared.ids import new_id
from shared.messaging.handlers import Handlers
from shared.settings import Settings
from shared.web import csrf
from shared.web.app import build_room, create_app
from shared.web.guard import public
from shared.web.room import Room, room_of

ROOM = "notify"


def build(servers: StackHandle, **changes: Any) -> Room:
    """Notify's place in the house, without its routes and handlers."""
    values: dict[str, Any] = {key.removeprefix("DT_").lower(): value for key, value in servers.env(ROOM).items()}
    return build_room(Settings(**values | changes), lambda _clock: Handlers(ROOM))


def key_desk() -> APIRouter:
    """Where a browser gets its CSRF pair."""
    router = APIRouter(dependencies=[public()])

    @router.get("/key")
    async def key(request: Request) -> Response:
        token = csrf.token_of(request, room_of(request).settings.link_secret.get_secret_value())
        response = JSONResponse({"token": token})
        csrf.keep_cookie(request, response)
        return response

    return router


def open_doors(room: Room, *routers: APIRouter) -> FastAPI:
    return create_app(room, (key_desk(), *routers))


@asynccontextmanager
async def browser(app: FastAPI, who: Officer | None = None, **options: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A browser of one person; the room's own lifetime is not begun, so no bus is needed."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://house", **options) as client:
        if who:
            client.cookies.set(tokens.COOKIE, tokens.sign(who, app.state.private_key))
        yield client


async def token(client: httpx.AsyncClient) -> str:
    return str((await client.get("/key")).json()["token"])


def officer(*roles: Role, **changes: Any) -> Officer:
    values: dict[str, Any] = {"id": str(new_id()), "unit_id": "phu-xuyen", "unit_name": "UBND xã Phú Xuyên"}
    return Officer(**values | {"name": "Trần Thị Lan", "roles": roles or (Role.CLERK,)} | changes)


def post_headers(command_id: object = None, *, json: bool = True, account: str = "") -> dict[str, str]:
    """What the page's script sends with a command."""
    headers = {"accept": "application/json" if json else "text/html"}
    headers |= {"x-command-id": str(command_id)} if command_id else {}
    return headers | ({"x-account": account} if account else {})
