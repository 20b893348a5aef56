"""The only wiring of routing: settings → parts → doors."""

from fastapi import FastAPI

from services.routing.bus import handlers
from services.routing.web import (
    routes_account,
    routes_officers,
    routes_operations,
    routes_setup,
    routes_sign_in,
    routes_unit,
)
from shared.settings import Settings
from shared.web.app import build_room
from shared.web.app import create_app as create_room_app


def create_app() -> FastAPI:
    """Run as `uvicorn services.routing.app:create_app --factory`."""
    room = build_room(Settings(), handlers)
    routers = (
        routes_sign_in.router,
        routes_setup.router,
        routes_account.router,
        routes_officers.router,
        routes_unit.router,
        routes_operations.router,
    )
    return create_room_app(room, routers)
