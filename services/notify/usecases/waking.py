"""Wake the loops of this process as soon as a transaction that made work for them is committed."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakSet

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

_sleepers: WeakSet[asyncio.Event] = WeakSet()


@contextmanager
def bell() -> Iterator[asyncio.Event]:
    """An event that rings when there may be work. Other processes are found by polling."""
    rings = asyncio.Event()
    _sleepers.add(rings)
    try:
        yield rings
    finally:
        _sleepers.discard(rings)


def ring_after_commit(session: AsyncSession) -> None:
    """Ring once the transaction is committed; when it rolls back nothing happens."""
    if session.info.setdefault("rings", False):
        return
    session.info["rings"] = True
    event.listen(session.sync_session, "after_commit", _ring, once=True)


def _ring(_session: object) -> None:
    for rings in list(_sleepers):
        rings.set()
