"""Intake on the real bus: facts in and out, questions answered and asked, and whom it does not answer."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import nats
import nats.errors
import pytest
import pytest_asyncio
from nats.aio.client import Client
from nats.aio.msg import Msg

from deploy.local.testing import StackHandle
from shared.contracts.event import Event
from shared.contracts.intake import (
    ContactReply,
    ContactRequest,
    QuestionAccepted,
    RegistrationReceived,
    RollReply,
    RollRequest,
)
from shared.contracts.meeting import QuestionRaised, WalkIn, WalkInReply, WalkInRequest
from shared.ids import new_code, new_id
from shared.messaging import outbox
from tests.rules import rule
from tests.services.intake.conftest import build
from tests.services.intake.house import House


async def until(done: Callable[[], Awaitable[object]]) -> object:
    """Wait for something that happens by itself; the time-out only guards against hanging."""
    async with asyncio.timeout(60):
        while not (found := await done()):
            await asyncio.sleep(0.1)
    return found


@pytest_asyncio.fixture
async def living(migrated: StackHandle) -> AsyncIterator[House]:
    """A house whose room is connected to the bus."""
    app = build(migrated)
    room = app.state.room
    room.bus.start()

    async def connected() -> bool:
        return bool(room.bus.is_connected)

    await until(connected)
    yield await House(app, migrated.keys.token_private_key).open()
    await room.bus.stop()
    await room.database.close()


@pytest_asyncio.fixture
async def meeting(servers: StackHandle) -> AsyncIterator[Client]:
    client = await nats.connect(**servers.nats_login("meeting"))
    yield client
    await client.close()


async def publish(client: Client, fact: Event) -> None:
    row = outbox.row_of(fact)
    await client.jetstream().publish(row["subject"], row["body"], headers=row["headers"])


async def test_the_roll_and_contacts_are_answered_over_the_bus(living: House, meeting: Client) -> None:
    form = await living.registration(await living.register())
    request = RollRequest(unit_id=living.unit_id, conference_id=living.conference_id)

    async def roll() -> bool:
        try:
            answer = await meeting.request("rpc.intake.roll.get.v1", request.model_dump_json().encode(), timeout=5)
        except nats.errors.NoRespondersError:
            return False
        return RollReply.model_validate_json(answer.data).rows == ()

    assert await until(roll), "nobody is accepted yet"
    asked = ContactRequest(unit_id=living.unit_id, person_ids=(form.person_id,))
    answer = await meeting.request("rpc.intake.contact.get.v1", asked.model_dump_json().encode(), timeout=5)
    assert ContactReply.model_validate_json(answer.data).contacts[0].code == form.code


@rule("R-025", "R-088")
async def test_a_walk_in_told_on_the_bus_comes_back_as_an_accepted_question(living: House, meeting: Client) -> None:
    ids = {"question_id": new_id(), "registration_id": new_id(), "person_id": new_id()}
    walk_in = WalkIn(
        conference_id=living.conference_id,
        full_name="Đỗ Văn Nam",
        text="Vì sao hồ sơ của tôi chậm?",
        raised_at=living.now - timedelta(minutes=1),
        code=new_code(),
        **ids,
    )
    asked: list[WalkInRequest] = []

    async def answer(message: Msg) -> None:
        asked.append(WalkInRequest.model_validate_json(message.data))
        known = (walk_in,) if len(asked) > 1 else ()  # at first the hall does not know it yet
        await message.respond(WalkInReply(walk_ins=known).model_dump_json().encode())

    await meeting.subscribe("rpc.meeting.walk_in.get.v1", cb=answer)
    raised = QuestionRaised(unit_id=living.unit_id, occurred_at=living.now, conference_id=living.conference_id, **ids)
    await publish(meeting, raised)
    await publish(meeting, raised)

    async def accepted() -> list[object]:
        return await living.facts(QuestionAccepted)

    assert len(await until(accepted)) == 1, "once, though it was told twice"  # type: ignore[arg-type]
    assert len(asked) >= 2


async def test_a_registration_reaches_the_stream(living: House, servers: StackHandle) -> None:
    await living.register()
    (fact,) = await living.facts(RegistrationReceived)
    client = await nats.connect(**servers.nats_login())

    async def on_the_stream() -> bool:
        found = await client.jetstream().get_last_msg("EVT_INTAKE", RegistrationReceived.SUBJECT)
        return str(fact.id) in str(found.headers)

    assert await until(on_the_stream)
    await client.close()


async def test_a_room_that_has_no_business_with_contacts_gets_no_answer(living: House, servers: StackHandle) -> None:
    refused: list[Exception] = []

    async def noticed(error: Exception) -> None:
        refused.append(error)

    client = await nats.connect(**servers.nats_login("intake"), error_cb=noticed)
    with pytest.raises((nats.errors.TimeoutError, nats.errors.NoRespondersError)):
        await client.request("rpc.routing.anything.get.v1", b"{}", timeout=1)
    await client.close()
