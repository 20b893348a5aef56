"""The only wiring of notify: settings → parts → doors."""

from fastapi import FastAPI

from services.notify.bus import handlers
from services.notify.sender import sending
from services.notify.web import (
    routes_count,
    routes_issue,
    routes_letter,
    routes_message,
    routes_outbox,
    routes_print,
    routes_receipts,
    routes_waiting,
)
from shared.settings import Settings
from shared.web.app import build_room
from shared.web.app import create_app as create_room_app


def create_app() -> FastAPI:
    """Run as `uvicorn services.notify.app:create_app --factory`."""
    routers = (
        routes_count.router,
        routes_waiting.router,
        routes_issue.router,
        routes_letter.router,
        routes_outbox.router,
        routes_message.router,
        routes_print.router,
        routes_print.one_run,
        routes_receipts.router,
    )
    return create_room_app(build_room(Settings(), handlers), routers, (sending,))
