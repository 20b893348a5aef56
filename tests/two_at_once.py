"""Two transactions that meet: the second comes while the first has worked but not committed."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from shared.database.engine import Database

WAITING = text("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and usename = current_user")


async def second_while_first_is_open(
    database: Database, first: Callable[[AsyncSession], Awaitable[Any]], second: Coroutine[Any, Any, Any]
) -> None:
    """Run `first(session)`, start `second`, and commit the first when the second waits for it or is done."""
    async with database.transaction() as session:
        await first(session)
        await session.flush()
        coming = asyncio.create_task(second)
        await waits_or_is_done(database, coming)
    await coming


async def waits_or_is_done(database: Database, task: asyncio.Task[Any]) -> None:
    """Until the task waits for somebody's lock in the database, or needs none."""
    while not task.done():
        async with database.reading() as session:
            if (await session.execute(WAITING)).scalar_one():
                return
