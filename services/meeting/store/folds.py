"""Folded sessions in memory, caught up from the log: never ahead of what is committed.

Read before anything of the own transaction is appended: a rolled back event must not stay in memory.
"""

from collections import OrderedDict
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.log import fold
from services.meeting.domain.session import Session
from services.meeting.store.codec import event_of, stamp_of
from services.meeting.store.session_tables import SessionEventRow

KEPT = 32


class Folded(NamedTuple):
    """`last_event_id` tells a log that was replaced (restore, new demo) from one that only grew."""

    state: Session
    last_event_id: UUID


_folded: OrderedDict[UUID, Folded] = OrderedDict()


async def newest(session: AsyncSession, conference_id: UUID) -> Session:
    """The session folded to the end of its log."""
    known = _folded.get(conference_id)
    rows = await _rows(session, conference_id, known.state.seq if known else 1)
    if known and rows and rows[0].event_id == known.last_event_id:
        start, rows = known.state, rows[1:]
    else:
        start, rows = None, await _rows(session, conference_id, 1) if known else rows
    state = fold(((event_of(row), stamp_of(row)) for row in rows), start)
    if rows:
        _keep(conference_id, Folded(state, rows[-1].event_id))
    return state


def _keep(conference_id: UUID, folded: Folded) -> None:
    _folded[conference_id] = folded
    _folded.move_to_end(conference_id)
    while len(_folded) > KEPT:
        _folded.popitem(last=False)


async def _rows(session: AsyncSession, conference_id: UUID, first: int) -> list[SessionEventRow]:
    statement = (
        select(SessionEventRow)
        .where(SessionEventRow.conference_id == conference_id, SessionEventRow.seq >= first)
        .order_by(SessionEventRow.seq)
    )
    return list((await session.execute(statement)).scalars())
