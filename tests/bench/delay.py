"""From the call that makes a fact to its committed effect in another room, at a steady pace (open loop).

Each call is timed from the moment it was due, so that a stall counts for every call it held up.
"""

import asyncio
import contextlib
import json
import signal
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles
from typing import Any
from uuid import UUID

from sqlalchemy import text

from deploy.local.process import python_path
from deploy.local.testing import StackHandle
from shared.database.engine import Database
from shared.messaging import outbox
from shared.messaging.handlers import Handlers
from shared.refusals import Unavailable
from tests.bench.ground import bus_of, opened
from tests.bench.samples import fact

CALL = text("insert into bench_calls (question_id, words) values (:question_id, :words)")
REPOSITORY = Path(__file__).parents[2]
WARM_UP = 200


async def measure(servers: StackHandle, per_s: int, seconds: int) -> dict[str, Any]:
    """Caller and reader are two processes, as the rooms are."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "effects.json"
        reader = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.bench.reader", str(report)),
            env=servers.env("routing") | python_path(REPOSITORY),
        )
        try:
            due = await _calls(servers, per_s, seconds)
        finally:
            reader.send_signal(signal.SIGTERM)
            await reader.wait()
        effects = {UUID(key): at for key, at in json.loads(report.read_text()).items()}
    return _figures(due, effects, per_s)


async def _calls(servers: StackHandle, per_s: int, seconds: int) -> dict[UUID, float]:
    async with opened(servers, "intake") as database:
        async with database.transaction() as session:
            await session.execute(text("create table if not exists bench_calls (question_id uuid, words text)"))
        bus = bus_of(servers, database, Handlers("intake"))
        bus.start()
        try:
            await _at_pace(database, per_s, WARM_UP)
            await asyncio.sleep(2)
            due = await _at_pace(database, per_s, per_s * seconds)
            await asyncio.sleep(3)
        finally:
            await bus.stop()
    return due


async def _at_pace(database: Database, per_s: int, count: int) -> dict[UUID, float]:
    """Fact → the moment its call was due."""
    due: dict[UUID, float] = {}
    begun = time.monotonic()
    async with asyncio.TaskGroup() as group:
        for number in range(count):
            at = begun + number / per_s
            await asyncio.sleep(max(0.0, at - time.monotonic()))
            group.create_task(_call(database, at, due))
    return due


async def _call(database: Database, at: float, due: dict[UUID, float]) -> None:
    """A call refused by a machine too busy to take it stays among the due ones, without effect."""
    event = fact()
    due[event.id] = at
    with contextlib.suppress(Unavailable):
        async with database.transaction() as session:
            await session.execute(CALL, {"question_id": event.question_id, "words": event.text})
            outbox.put(session, event)


def _figures(due: dict[UUID, float], effects: dict[UUID, float], per_s: int) -> dict[str, Any]:
    delays = [(effects[key] - at) * 1000 for key, at in due.items() if key in effects]
    cuts = quantiles(delays, n=100)
    return {
        "events_per_s": per_s,
        "events": len(due),
        "without_effect": len(due) - len(delays),
        "p50_ms": round(cuts[49], 1),
        "p99_ms": round(cuts[98], 1),
        "max_ms": round(max(delays), 1),
    }
