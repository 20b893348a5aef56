"""What a room may forget: relayed facts, marks of facts that cannot come again, answers nobody will ask for again."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.messaging.tables import commands, inbox, outbox

OUTBOX_KEPT = timedelta(hours=1)  # for reconciling with a broker that lost its tail
INBOX_KEPT = timedelta(days=8)  # past the streams' max_age of 7 days: nothing older can be delivered again
COMMANDS_KEPT = timedelta(days=30)  # a browser that kept an unsent click for a month has lost its sign-in long ago


async def prune(connection: AsyncConnection, now: datetime) -> None:
    """Delete what is past its time; `now` is real time."""
    await connection.execute(sa.delete(outbox).where(outbox.c.published_at < now - OUTBOX_KEPT))
    await connection.execute(sa.delete(inbox).where(inbox.c.at < now - INBOX_KEPT))
    await connection.execute(sa.delete(commands).where(commands.c.at < now - COMMANDS_KEPT))
