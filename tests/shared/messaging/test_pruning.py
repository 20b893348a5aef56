"""A room forgets what can never be asked for again, and nothing else."""

from datetime import timedelta

from sqlalchemy import insert, select

from shared.clock import real_now
from shared.ids import new_id
from shared.messaging import outbox
from shared.messaging import tables as t
from shared.messaging.pruning import COMMANDS_KEPT, INBOX_KEPT, OUTBOX_KEPT, prune
from tests.shared.messaging.conftest import withdrawn

YOUNGER = timedelta(minutes=1)


async def test_only_what_is_past_its_time_goes(database):
    now, routing = real_now(), database("routing")
    waiting, old, young = new_id(), new_id(), new_id()
    async with routing.transaction() as session:
        for event_id, at in ((waiting, None), (old, now - OUTBOX_KEPT - YOUNGER), (young, now - OUTBOX_KEPT + YOUNGER)):
            row = outbox.row_of(withdrawn()) | {"event_id": event_id, "published_at": at, "published_seq": at and 1}
            await session.execute(insert(t.outbox).values(row))
        for event_id, at in ((old, now - INBOX_KEPT - YOUNGER), (young, now - INBOX_KEPT + YOUNGER)):
            await session.execute(insert(t.inbox).values(consumer="pruning", event_id=event_id, at=at))
        for command_id, at in ((old, now - COMMANDS_KEPT - YOUNGER), (young, now - COMMANDS_KEPT + YOUNGER)):
            await session.execute(insert(t.commands).values(command_id=command_id, account="", answer={}, at=at))
    async with routing.engine.begin() as connection:
        await prune(connection, now)
    async with routing.transaction() as session:
        facts = await session.execute(select(t.outbox.c.event_id).where(t.outbox.c.event_id.in_([waiting, old, young])))
        assert set(facts.scalars()) == {waiting, young}
        marks = await session.execute(select(t.inbox.c.event_id).where(t.inbox.c.consumer == "pruning"))
        assert set(marks.scalars()) == {young}
        answers = await session.execute(
            select(t.commands.c.command_id).where(t.commands.c.command_id.in_([old, young]))
        )
        assert set(answers.scalars()) == {young}
