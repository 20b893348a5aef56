"""The one timer of a room: due rows in its own tables, claimed with SKIP LOCKED, fired in their transaction."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from shared.observability.logs import get_logger
from shared.web.room import Room

LONGEST_SLEEP_S = 30.0
RETRY_S = 1.0

log = get_logger()

Fire = Callable[[AsyncSession, datetime], Awaitable[int]]
NextDue = Callable[[AsyncSession], Awaitable[datetime | None]]


@asynccontextmanager
async def deadlines(room: Room, next_due: NextDue, fire: Fire) -> AsyncIterator[None]:
    """Run the timer while the room lives.

    `fire(session, now)` handles rows due at `now` and returns how many; it is called again until it returns 0.
    `next_due(session)` is the earliest open row. A jump of the clock wakes the timer at once.
    """
    task = asyncio.create_task(_run(room, next_due, fire), name="deadlines")
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _run(room: Room, next_due: NextDue, fire: Fire) -> None:
    while True:
        jumped = room.clock.jumped
        try:
            pause = await _turn(room, next_due, fire)
        except Exception as error:
            log.warning("deadlines.interrupted", error=type(error).__name__)
            pause = RETRY_S
        try:
            await asyncio.wait_for(jumped.wait(), pause)
        except TimeoutError:
            continue


async def _turn(room: Room, next_due: NextDue, fire: Fire) -> float:
    """Fire what is due; returns the seconds until the next row, at most `LONGEST_SLEEP_S`."""
    while True:
        async with room.database.transaction() as session:
            if not await fire(session, room.clock.now()):
                due = await next_due(session)
                break
    if due is None:
        return LONGEST_SLEEP_S
    return min(LONGEST_SLEEP_S, max(0.05, (due - room.clock.now()).total_seconds()))
