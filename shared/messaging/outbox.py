"""The outbox: a fact is written in the transaction that made it true."""

from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.contracts.event import Event
from shared.messaging.tables import outbox
from shared.observability.trace import current_traceparent

INSERT = insert(outbox)


def put(session: AsyncSession, event: Event, traceparent: str = "") -> None:
    """Queue a fact; `Database.transaction` writes it just before the commit.

    It travels in the running trace, or in `traceparent`: facts that lead to a letter keep to the trace of the
    citizen's POST, whoever's click lets them go.
    """
    session.info.setdefault("outbox", []).append((event, traceparent or current_traceparent()))


async def write(session: AsyncSession) -> int:
    """Insert the queued facts in one statement; returns how many."""
    queued: list[tuple[Event, str]] = session.info.pop("outbox", [])
    if queued:
        await (await session.connection()).execute(
            INSERT, [row_of(event, traceparent) for event, traceparent in queued]
        )
    return len(queued)


async def count_unpublished(session: AsyncSession) -> int:
    """How many facts wait for the bus."""
    statement = select(func.count()).select_from(outbox).where(outbox.c.published_seq.is_(None))
    return (await session.execute(statement)).scalar_one()


def row_of(event: Event, traceparent: str = "") -> dict[str, Any]:
    """The outbox row: CloudEvents binary mode, `Nats-Msg-Id` = event id."""
    return {
        "event_id": event.id,
        "subject": event.SUBJECT,
        "headers": headers_of(event, traceparent),
        "body": event.model_dump_json().encode(),
    }


def headers_of(event: Event, traceparent: str = "") -> dict[str, str]:
    return {
        "Nats-Msg-Id": str(event.id),
        "ce-specversion": "1.0",
        "ce-id": str(event.id),
        "ce-type": event.SUBJECT.removeprefix("evt."),
        "ce-source": f"/{event.SUBJECT.split('.')[1]}/{event.unit_id}",
        "ce-time": event.occurred_at.isoformat(),
        "content-type": "application/json",
        "traceparent": traceparent or current_traceparent(),
    }
