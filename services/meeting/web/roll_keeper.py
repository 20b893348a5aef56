"""Pulls the roll from intake in the background, and keeps trying while intake is away."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from services.meeting.usecases.read_roll import keep_roll, wanted
from shared.contracts.intake import RollReply, RollRequest
from shared.observability.logs import get_logger
from shared.refusals import Unavailable
from shared.web.room import Room

PAUSE_S = 1.0
LONGEST_PAUSE_S = 30.0
log = get_logger()


@asynccontextmanager
async def keeping_the_roll(room: Room) -> AsyncIterator[None]:
    """Run while the room lives."""
    task = asyncio.create_task(_run(room), name="roll-keeper")
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _run(room: Room) -> None:
    pause = PAUSE_S
    while True:
        try:
            await pull_wanted(room)
            pause = PAUSE_S
        except Unavailable as error:
            log.info("roll.waiting", what=error.what)
            pause = min(pause * 2, LONGEST_PAUSE_S)
        except Exception as error:
            log.warning("roll.interrupted", error=type(error).__name__)
            pause = min(pause * 2, LONGEST_PAUSE_S)
        await asyncio.sleep(pause)


async def pull_wanted(room: Room) -> None:
    """Pull the roll of each conference that asks for it. Raises `Unavailable` while intake is away."""
    async with room.database.transaction() as session:
        stale = [(c.unit_id, c.conference_id, c.roll_wanted) for c in await wanted(session)]
    for unit_id, conference_id, wanted_then in stale:
        await _pull(room, unit_id, conference_id, wanted_then)


async def _pull(room: Room, unit_id: str, conference_id: UUID, wanted_then: int) -> None:
    request = RollRequest(unit_id=unit_id, conference_id=conference_id)
    reply = await room.bus.ask("rpc.intake.roll.get.v1", request, RollReply)
    async with room.database.transaction() as session:
        await keep_roll(session, unit_id, conference_id, reply, wanted_then, room.clock.now())
