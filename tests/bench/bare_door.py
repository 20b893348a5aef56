"""The bare side of the HTTP comparison: a FastAPI handler that does the same inserts and nothing else.

No CSRF, no profile, no checks, no suggestion, no trace, no templates: run by uvicorn exactly as a room is.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import create_async_engine

from services.intake.store.tables import HistoryEntry, Question, Registrant, Registration
from shared.clock import real_now
from shared.ids import new_code, new_id
from shared.messaging.outbox import row_of
from shared.messaging.tables import commands, outbox
from shared.settings import Settings
from tests.bench.bare_rows import history, question, received, registrant, registration

INSERTS = (Registrant.core(), Registration.core(), Question.core(), HistoryEntry.core(), outbox, commands)


def create_app() -> FastAPI:
    engine = create_async_engine(Settings().database_url.get_secret_value(), pool_size=16, max_overflow=0)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        await engine.dispose()

    app = FastAPI(lifespan=lifespan, openapi_url=None)

    @app.post("/register")
    async def register(request: Request) -> dict[str, Any]:
        form = await request.form()
        now, code, ids = real_now(), new_code(), (new_id(), new_id(), new_id())
        rows = (
            registrant(form, ids, code),
            registration(form, ids, code, now),
            question(form, ids, code, now),
            history(ids, now),
            row_of(received(ids, code, now)),
            {"command_id": new_id(), "account": "", "answer": {"code": code}, "at": now},
        )
        async with engine.begin() as connection:
            for table, row in zip(INSERTS, rows, strict=True):
                await connection.execute(insert(table), row)
        return {"code": code}

    return app
