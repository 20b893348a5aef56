"""How much waits in a room, for the menu of every page: asked by the browser once the page stands.

No page waits for another room, and a room that is away only leaves its number out.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncSession

from shared.identity import Officer, Permission
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

Count = Callable[[AsyncSession, Officer, datetime], Awaitable[int]]


def waiting_count(room_name: str, permission: Permission, words: str, count: Count) -> APIRouter:
    """`/<room>/waiting-count` → `{"count": 3, "words": "3 thư chờ cấp số, ký"}`, of the officer's unit and desk."""
    router = APIRouter(dependencies=[needs(permission)])

    @router.get(f"/{room_name}/waiting-count")
    async def waiting(request: Request) -> dict[str, int | str]:
        room, officer = room_of(request), officer_of(request)
        async with room.database.reading() as session:
            number = await count(session, officer, room.clock.now())
        return {"count": number, "words": f"{number} {words}" if number else ""}

    return router
