"""The running room: facts in over the bus, addresses from intake, e-mail out, facts out, one trace through all."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from unittest.mock import patch

import nats
import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg

from deploy.local.testing import StackHandle
from services.notify.app import create_app
from services.notify.bus import handlers
from services.notify.domain.states import MessageState
from services.notify.usecases.waking import bell, ring_after_commit
from shared.clock import OffsetClock
from shared.contracts.event import Event
from shared.contracts.intake import ContactReply, ContactRequest
from shared.contracts.notify import MessageDelivered
from shared.messaging.outbox import headers_of
from shared.messaging.topology import READS
from shared.observability.trace import new_traceparent
from tests.rules import rule
from tests.services.notify.house import House
from tests.services.notify.post_office import PostOffice


def test_every_fact_notify_reads_has_its_use_case():
    assert handlers(OffsetClock()).subjects() == {event.SUBJECT for event in READS["notify"]}


async def test_the_bell_rings_after_the_commit_and_never_without_one(house: House):
    with bell() as rings:
        with pytest.raises(ZeroDivisionError):
            async with house.room.database.transaction() as session:
                ring_after_commit(session)
                _ = 1 / 0
        assert not rings.is_set()
        async with house.room.database.transaction() as session:
            ring_after_commit(session)
            ring_after_commit(session)
            assert not rings.is_set()
        assert rings.is_set()


@asynccontextmanager
async def neighbours(servers: StackHandle, house: House) -> AsyncIterator[Client]:
    """The bus as the other rooms use it, with an intake that answers from the house's register."""
    client = await nats.connect(**servers.nats_login())

    async def answer(message: Msg) -> None:
        asked = ContactRequest.model_validate_json(message.data).person_ids
        found = tuple(house.register[one] for one in asked if one in house.register)
        await message.respond(ContactReply(contacts=found).model_dump_json().encode())

    await client.subscribe("rpc.intake.contact.get.v1", cb=answer)
    try:
        yield client
    finally:
        await client.close()


async def publish(client: Client, fact: Event, traceparent: str) -> None:
    headers = headers_of(fact) | {"traceparent": traceparent}
    await client.jetstream().publish(fact.SUBJECT, fact.model_dump_json().encode(), headers=headers)


@asynccontextmanager
async def running(servers: StackHandle, office: PostOffice) -> AsyncIterator[None]:
    """A whole notify of its own: bus, loops and mail."""
    with patch.dict(
        os.environ, servers.env("notify") | {"DT_SMTP_HOST": "127.0.0.1", "DT_SMTP_PORT": str(office.port)}
    ):
        app = create_app()
    async with app.router.lifespan_context(app):
        yield


async def until(happened, patience_s: float = 30) -> None:
    async with asyncio.timeout(patience_s):
        while not await happened():
            await asyncio.sleep(0.05)


@rule("R-011", "R-033", "R-095")
async def test_from_the_released_answer_to_the_mailbox_with_one_trace(
    house: House, servers: StackHandle, office: PostOffice
):
    trace, receipt_trace = new_traceparent(), new_traceparent()
    person = house.person(email="cuong@example.vn")
    async with neighbours(servers, house) as client, running(servers, office):
        told = await client.jetstream().subscribe(
            MessageDelivered.SUBJECT, deliver_policy=nats.js.api.DeliverPolicy.NEW
        )
        released = house.released(person)
        for _ in range(2):
            await publish(client, released, trace)
            await publish(client, released.model_copy(update={"id": house.conference_id}), trace)
        await publish(client, house.received(person), receipt_trace)

        async def addressed() -> bool:
            return [one.recipient is not None for one in await house.letters()] == [True]

        async def both_arrived() -> bool:
            return len(await house.messages(MessageState.DELIVERED)) == 2

        await until(addressed)
        await house.issue(await house.letters())
        await until(both_arrived)
        facts = [await told.next_msg(timeout=10) for _ in range(2)]
    traces = {str(mail["Subject"]).split(" ")[0]: mail["X-Trace"] for mail in office.taken}
    assert traces == {"Công": trace, "Đã": receipt_trace}
    assert {(fact.headers or {})["traceparent"] for fact in facts} == {trace, receipt_trace}
    assert set(office.times.values()) == {1} and len(office.taken) == 2
