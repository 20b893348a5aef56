"""Tells the media process who is on air and whose microphone is open, as the log has it; keeps trying while it is away.

A change of the log is told at once; everything is told again now and then, since a media process that was started anew
knows nothing. No command ever waits for this.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import httpx
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.calling import called
from services.meeting.domain.media_links import direct_token
from services.meeting.domain.stage import on_stage, open_microphones
from services.meeting.store import conferences, folds
from services.meeting.store.conference_tables import Conference, Status
from services.meeting.web.live_session import LiveSession
from shared.clock import real_now
from shared.observability.logs import get_logger
from shared.web.room import Room

REPEAT_S = 3.0
ANSWER_S = 2.0
AHEAD = timedelta(days=14)  # lines are tried before the day
AFTER = timedelta(days=1)  # microphones close also for whoever stays
log = get_logger()


@dataclass(frozen=True, slots=True)
class Direction:
    """What one conference's room shall show."""

    conference: str
    seq: int  # of the log's last event
    stage: str
    open_microphones: tuple[str, ...]
    called: UUID | None  # the question whose speaker has the floor from home


@asynccontextmanager
async def keeping_the_stage(room: Room, live: LiveSession) -> AsyncIterator[None]:
    """Run while the room lives; nothing to do in a house without picture and sound."""
    if not room.settings.media_url:
        yield
        return
    woken = asyncio.Event()
    live.listeners.append(woken.set)
    task = asyncio.create_task(_run(room, woken), name="stage-keeper")
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _run(room: Room, woken: asyncio.Event) -> None:
    is_away = False
    async with httpx.AsyncClient(base_url=room.settings.media_url, timeout=ANSWER_S, trust_env=False) as media:
        while True:
            try:
                await direct(room, media)
                is_away = False
            except httpx.HTTPError as error:
                if not is_away:
                    log.info("stage.waiting", error=type(error).__name__)
                is_away = True
            except Exception as error:
                log.warning("stage.interrupted", error=type(error).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(woken.wait(), REPEAT_S)
            woken.clear()


async def direct(room: Room, media: httpx.AsyncClient) -> None:
    """Tell every conference of these days. Raises `httpx.HTTPError` while the media process is away."""
    secret = room.settings.link_secret.get_secret_value()
    async with room.database.transaction() as session:
        wanted = await _directions(session, _these_days(room))
    for one in wanted:
        answer = await media.post(
            f"/media/c/{one.conference}/show",
            json={
                "seq": one.seq,
                "stage": one.stage,
                "open_microphones": one.open_microphones,
                "called": one.called and str(one.called),
            },
            headers={"authorization": f"Bearer {direct_token(one.conference, secret, real_now())}"},
        )
        answer.raise_for_status()


async def _directions(session: AsyncSession, these_days: ColumnElement[bool]) -> list[Direction]:
    rows = (await session.execute(select(Conference).where(these_days))).scalars()
    return [await _direction(session, row) for row in rows if conferences.rules_of(row).has_branches]


async def _direction(session: AsyncSession, conference: Conference) -> Direction:
    id_, rules = conference.conference_id, conferences.rules_of(conference)
    state = await folds.newest(session, id_)
    stage, microphones = on_stage(state, rules).key, open_microphones(state, rules)
    return Direction(str(id_), state.seq, stage, microphones, called(state, rules))


def _these_days(room: Room) -> ColumnElement[bool]:
    now = room.clock.now()
    near = Conference.starts_at.between(now - AFTER, now + AHEAD) & (Conference.status != Status.DRAFT)
    return or_(near, Conference.status == Status.LIVE)
