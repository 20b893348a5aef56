"""Every door of every room says who may come in."""

import os
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from deploy.local.config import ROOMS, StackConfig
from deploy.local.keys import Keys
from deploy.local.ports import Ports
from deploy.local.room_env import room_env
from shared.identity import Permission
from shared.web.guard import Guard, needs

PUBLIC_UNDER_THE_ROOM = {
    "/meeting/c/{conference_id}/hall",  # the projector: a signed link stands for a person
    "/meeting/c/{conference_id}/live/hall",
    "/meeting/public/{slug}/plan.{kind}",  # the announced plan, for everybody
    "/meeting/public/{slug}/clips/{question_id}.mp4",  # a film, when a person made it public
    "/meeting/watch/{slug}",  # seeing the session from home, as the office chose
    "/meeting/watch/{slug}/live",
    "/meeting/c/{conference_id}/overflow",  # a projector beside the hall, by a signed link
    "/meeting/c/{conference_id}/live/overflow",
    "/meeting/c/{conference_id}/call/{question_id}",  # who is called to speak from home, by a signed link
    "/meeting/c/{conference_id}/call/{question_id}/live",
}


@pytest.fixture(scope="module")
def apps(tmp_path_factory) -> dict[str, FastAPI]:
    """Built as uvicorn builds them, but never started: nothing connects."""
    config = StackConfig(tmp_path_factory.mktemp("nowhere"), Ports.laid_out(14200, 8080, 8443))
    keys, built = Keys.made(), {}
    before = dict(os.environ)
    try:
        for room in ROOMS:
            os.environ.update(room_env(config, keys, room))
            built[room] = import_module(f"services.{room}.app").create_app()
    finally:
        os.environ.clear()
        os.environ.update(before)
    return built


def doors(routes: Iterable[BaseRoute]) -> Iterator[APIRoute]:
    """Every route, through included routers and mounted applications; folders of static files are no doors."""
    for route in routes:
        inner: Any = getattr(route, "original_router", None) or (route.app if isinstance(route, Mount) else None)
        if isinstance(route, APIRoute):
            yield route
        elif hasattr(inner, "routes"):
            yield from doors(inner.routes)
        elif not isinstance(inner, StaticFiles):
            raise AssertionError(f"{route} has no guard: use a router")


def guards(dependant: Dependant) -> list[Guard]:
    found = [dependant.call] if isinstance(dependant.call, Guard) else []
    return found + [guard for below in dependant.dependencies for guard in guards(below)]


@pytest.mark.parametrize("room", ROOMS)
def test_every_route_declares_who_may_come_in(apps, room):
    all_doors = list(doors(apps[room].routes))
    assert len(all_doors) > 5
    undeclared = [f"{sorted(door.methods or ())} {door.path}" for door in all_doors if not guards(door.dependant)]
    assert undeclared == []


@pytest.mark.parametrize("room", ROOMS)
def test_staff_pages_start_with_the_rooms_name_and_are_never_public(apps, room):
    """Public doors are few and known; anything under `/<room>` asks for a permission, but for the ones named here."""
    public = {
        door.path
        for door in doors(apps[room].routes)
        if any(guard.permission is None for guard in guards(door.dependant)) and door.path.startswith(f"/{room}/")
    }
    assert public <= PUBLIC_UNDER_THE_ROOM | {f"/{room}/healthz"}


def test_a_route_without_a_guard_is_noticed():
    """The walk itself, on an application that forgets."""
    app, router, nested = FastAPI(openapi_url=None, docs_url=None), APIRouter(), APIRouter()
    nested.get("/guarded", dependencies=[needs(Permission.SIGNED_IN)])(_nothing)
    nested.get("/forgotten")(_nothing)
    router.include_router(nested, prefix="/deep")
    app.include_router(router)
    bare = [door.path for door in doors(app.routes) if not guards(door.dependant)]
    assert bare == ["/forgotten"]


@pytest.mark.parametrize("room", ROOMS)
def test_doors_of_a_room_do_not_shadow_each_other(apps, room):
    """Two routes with the same method and address: the second would never open."""
    seen = [(method, door.path) for door in doors(apps[room].routes) for method in door.methods or ()]
    assert sorted(seen) == sorted(set(seen))


async def _nothing() -> None: ...
