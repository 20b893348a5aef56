"""Waiting for something to come true, through any outage."""

import asyncio
from collections.abc import Awaitable, Callable

import asyncpg
import nats

AWAY = (
    OSError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    nats.errors.Error,
    asyncio.TimeoutError,
)
PATIENCE_S = 150.0  # longer than the lease of a message and than the longest delay of a redelivery
LOOK_S = 0.15


async def until(true: Callable[[], Awaitable[bool]], what: str, story: Callable[[], Awaitable[str]]) -> None:
    """Look until it is true; the patience is only a guard against waiting for ever."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not await _quietly(true):
                await asyncio.sleep(LOOK_S)
    except TimeoutError:
        raise AssertionError(f"never came true: {what}\n{await story()}") from None


async def _quietly(true: Callable[[], Awaitable[bool]]) -> bool:
    try:
        return await true()
    except AWAY:
        return False
