"""The reading room of `delay.py`, in its own process: notes when each effect was committed."""

import asyncio
import json
import signal
import sys
import time
from pathlib import Path
from typing import Any

import uvloop
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from shared.clock import OffsetClock
from shared.contracts.intake import QuestionAccepted
from shared.database.engine import Database
from shared.messaging.bus import Bus
from shared.messaging.handlers import Handlers
from shared.observability import logs
from shared.settings import Settings
from tests.bench.ground import EFFECT, effect_of

committed: dict[str, float] = {}


async def take(session: AsyncSession, fact: QuestionAccepted) -> None:
    await session.execute(EFFECT, effect_of(fact))
    if "batch" not in session.info:
        session.info["batch"] = []
        event.listen(session.sync_session, "after_commit", _note, once=True)
    session.info["batch"].append(str(fact.id))


def _note(session: Any) -> None:
    now = time.monotonic()
    committed.update((key, now) for key in session.info["batch"])


async def main(report: Path) -> None:
    settings = Settings()
    logs.configure(settings.room)
    handlers = Handlers(settings.room)
    handlers.on(QuestionAccepted)(take)
    database = Database(settings.database_url.get_secret_value())
    bus = Bus(settings, database, handlers, OffsetClock(production=True))
    bus.start()
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    await stopped.wait()
    await bus.stop()
    await database.close()
    report.write_text(json.dumps(committed))


if __name__ == "__main__":
    uvloop.run(main(Path(sys.argv[1])))
