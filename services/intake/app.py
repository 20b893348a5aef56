"""The only wiring of intake: settings → parts → doors."""

from functools import partial

from fastapi import FastAPI

from services.intake.bus import ASK_WALK_IN, handlers
from services.intake.usecases import answer_rooms
from services.intake.usecases.sweep_uploads import next_sweep, sweep_uploads
from services.intake.web import ROUTERS
from shared.clock import OffsetClock
from shared.contracts.intake import ContactRequest, RollRequest
from shared.contracts.meeting import WalkInReply, WalkInRequest
from shared.messaging.deadlines import deadlines
from shared.messaging.handlers import Handlers
from shared.settings import Settings
from shared.web.app import build_room
from shared.web.app import create_app as create_room_app


def create_app() -> FastAPI:
    """Run as `uvicorn services.intake.app:create_app --factory`."""

    async def ask(request: WalkInRequest) -> WalkInReply:
        return await room.bus.ask(ASK_WALK_IN, request, WalkInReply)

    def wired(clock: OffsetClock) -> Handlers:
        return handlers(clock, ask)

    room = build_room(Settings(), wired)
    room.bus.answers(answer_rooms.ROLL, RollRequest)(partial(answer_rooms.roll, room.database))
    room.bus.answers(answer_rooms.CONTACT, ContactRequest)(partial(answer_rooms.contacts, room.database))
    fire = partial(sweep_uploads, room.store)
    return create_room_app(room, ROUTERS, [lambda room: deadlines(room, next_sweep, fire)])
