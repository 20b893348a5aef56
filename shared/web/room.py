"""The parts of one running room, built once in its `app.py`."""

from dataclasses import dataclass

from fastapi import Request

from shared.clock import OffsetClock
from shared.database.engine import Database
from shared.messaging.bus import Bus
from shared.settings import Settings
from shared.storage import Store
from shared.web.rendering import Templates


@dataclass(frozen=True, slots=True)
class Room:
    """Reached from a route as `room_of(request)`."""

    settings: Settings
    database: Database
    clock: OffsetClock
    bus: Bus
    store: Store
    templates: Templates


def room_of(request: Request) -> Room:
    room: Room = request.app.state.room
    return room
