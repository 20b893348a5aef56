"""The only wiring of notify: settings → parts → doors."""

from fastapi import FastAPI

from services.notify.bus import handlers
from services.notify.sender import sending
from shared.settings import Settings
from shared.web.app import build_room
from shared.web.app import create_app as create_room_app


def create_app() -> FastAPI:
    """Run as `uvicorn services.notify.app:create_app --factory`."""
    return create_room_app(build_room(Settings(), handlers), (), (sending,))
