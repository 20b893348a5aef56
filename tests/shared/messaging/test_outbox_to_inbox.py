"""From one room's transaction to another room's effect, on real servers."""

import asyncio
from collections import Counter
from uuid import UUID

import pytest
from sqlalchemy import func, select, text, update

from shared.contracts.intake import QuestionWithdrawn
from shared.messaging import dead_letters, outbox
from shared.messaging import tables as t
from shared.messaging.handlers import Handlers
from shared.observability.trace import current_trace_id, follow, new_traceparent
from shared.refusals import NotYet
from tests.rules import rule
from tests.shared.messaging.conftest import withdrawn


async def put(database, *events: QuestionWithdrawn) -> None:
    async with database.transaction() as session:
        for event in events:
            outbox.put(session, event)


async def note(session, event: QuestionWithdrawn) -> None:
    """The effect: a row, so that it commits or rolls back with the inbox."""
    await session.execute(text("insert into effects values (:id)"), {"id": event.id})


async def effects_of(database) -> Counter[UUID]:
    async with database.transaction() as session:
        return Counter((await session.execute(text("select event_id from effects"))).scalars())


async def seen(database, ids: set[UUID], within_s: float = 20) -> Counter[UUID]:
    async with asyncio.timeout(within_s):
        while not ids <= set(effects := await effects_of(database)):
            await asyncio.sleep(0.02)
    return effects


def noting() -> Handlers:
    handlers = Handlers("routing")
    handlers.on(QuestionWithdrawn)(note)
    return handlers


@rule("R-011")
async def test_every_fact_has_its_effect_once(database, run_bus):
    events = [withdrawn() for _ in range(700)]
    intake, routing = database("intake"), database("routing")
    async with run_bus(intake, Handlers("intake")), run_bus(routing, noting()):
        await put(intake, *events)
        effects = await seen(routing, {event.id for event in events})
    assert {effects[event.id] for event in events} == {1}


async def test_a_fact_of_a_rolled_back_transaction_is_never_published(database):
    intake = database("intake")
    event = withdrawn()
    with pytest.raises(RuntimeError):
        async with intake.transaction() as session:
            outbox.put(session, event)
            raise RuntimeError("the business said no")
    async with intake.transaction() as session:
        statement = select(func.count()).select_from(t.outbox).where(t.outbox.c.event_id == event.id)
        assert (await session.execute(statement)).scalar_one() == 0


async def test_a_fact_published_twice_has_one_effect(database, run_bus):
    intake, routing = database("intake"), database("routing")
    first, last = withdrawn(), withdrawn()
    async with run_bus(intake, Handlers("intake")), run_bus(routing, noting()):
        await put(intake, first)
        await seen(routing, {first.id})
        async with intake.transaction() as session:
            again = update(t.outbox).where(t.outbox.c.event_id == first.id)
            # another message id, so that the stream's own duplicate window does not help
            headers = outbox.headers_of(first) | {"Nats-Msg-Id": "again"}
            await session.execute(again.values(published_seq=None, headers=headers))
        await put(intake, last)
        effects = await seen(routing, {last.id})
    assert effects[first.id] == 1


async def test_a_fact_that_came_too_early_waits_for_its_turn(database, run_bus):
    tries: Counter[UUID] = Counter()
    handlers = Handlers("routing")

    @handlers.on(QuestionWithdrawn)
    async def early(session, event: QuestionWithdrawn) -> None:
        tries[event.id] += 1
        if tries[event.id] < 3:
            raise NotYet()
        await note(session, event)

    intake, routing = database("intake"), database("routing")
    event = withdrawn()
    async with run_bus(intake, Handlers("intake")), run_bus(routing, handlers):
        await put(intake, event)
        effects = await seen(routing, {event.id})
    assert effects[event.id] == 1


async def test_one_bad_fact_does_not_hold_up_the_good_ones_and_can_be_replayed(database, run_bus, monkeypatch):
    monkeypatch.setattr("shared.messaging.consumer.GIVE_UP_AFTER", 2)
    bad = withdrawn()
    good = [withdrawn() for _ in range(20)]
    handlers = Handlers("routing")
    is_mended = False

    @handlers.on(QuestionWithdrawn)
    async def choosy(session, event: QuestionWithdrawn) -> None:
        if event.id == bad.id and not is_mended:
            raise RuntimeError("cannot")
        await note(session, event)

    intake, routing = database("intake"), database("routing")
    async with run_bus(intake, Handlers("intake")), run_bus(routing, handlers) as bus:
        await put(intake, *good[:10], bad, *good[10:])
        await seen(routing, {event.id for event in good})
        letter = await set_aside(routing, bad.id)
        assert letter.deliveries >= 2
        is_mended = True
        await bus.consumers[letter.consumer].replay(letter.incoming())
        effects = await effects_of(routing)
    assert {effects[event.id] for event in (bad, *good)} == {1}


async def set_aside(database, event_id: UUID) -> dead_letters.DeadLetter:
    async with asyncio.timeout(20):
        while True:
            async with database.transaction() as session:
                for letter in await dead_letters.listing(session):
                    if letter.headers["Nats-Msg-Id"] == str(event_id):
                        return letter
            await asyncio.sleep(0.05)


async def test_a_fact_keeps_the_trace_it_began_with(database, run_bus):
    traces: dict[UUID, str] = {}
    handlers = Handlers("routing")

    @handlers.on(QuestionWithdrawn)
    async def remember(session, event: QuestionWithdrawn) -> None:
        traces[event.id] = current_trace_id()
        await note(session, event)

    intake, routing = database("intake"), database("routing")
    event = withdrawn()
    trace = follow(None)
    async with run_bus(intake, Handlers("intake")), run_bus(routing, handlers):
        await put(intake, event)
        await seen(routing, {event.id})
    assert traces[event.id] == trace


async def test_facts_of_one_transaction_each_travel_in_their_own_trace(database):
    """A batch of facts is handled in one transaction; what follows from each belongs to its trace, or to the named."""
    intake, theirs = database("intake"), new_traceparent()
    first, second, third = withdrawn(), withdrawn(), withdrawn()
    async with intake.transaction() as session:
        one = follow(None)
        outbox.put(session, first)
        other = follow(None)
        outbox.put(session, second)
        outbox.put(session, third, theirs)
    async with intake.transaction() as session:
        rows = await session.execute(select(t.outbox.c.event_id, t.outbox.c.headers))
        traces = {event_id: headers["traceparent"][3:35] for event_id, headers in rows}
    assert [traces[fact.id] for fact in (first, second, third)] == [one, other, theirs[3:35]]


async def test_what_the_broker_lost_is_published_again(database, run_bus):
    """A torn disk: the stream ends before what it had acknowledged."""
    intake, routing = database("intake"), database("routing")
    lost = withdrawn()
    async with intake.transaction() as session:
        outbox.put(session, lost)
        await outbox.write(session)
        mark = update(t.outbox).where(t.outbox.c.event_id == lost.id).values(published_seq=10**9)
        await session.execute(mark)
    async with run_bus(intake, Handlers("intake")), run_bus(routing, noting()):
        effects = await seen(routing, {lost.id})
    assert effects[lost.id] == 1
