"""The rooms beside us: asked in the background, missed by nobody while they are away."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import UUID

import nats
import pytest_asyncio
from nats.aio.msg import Msg
from sqlalchemy import func, select

from deploy.local.testing import StackHandle, bare_servers
from services.meeting.store.people_tables import Person
from shared.contracts.intake import RollReply
from shared.contracts.meeting import WalkInReply, WalkInRequest
from shared.database.engine import Database
from shared.ids import new_id
from shared.messaging.tables import outbox
from shared.vietnamese import public_name
from tests.rules import rule
from tests.services.meeting.live import support
from tests.services.meeting.live.evening import Evening, announced
from tests.services.meeting.live.support import Desk, desk, meeting_database, open_room


@pytest_asyncio.fixture(scope="module")
async def own_servers() -> AsyncIterator[StackHandle]:
    """Servers of this module alone: it takes them away."""
    async with bare_servers() as handle:
        yield handle


async def until(holds: Callable[[], Awaitable[bool]], timeout_s: float = 30) -> None:
    async with asyncio.timeout(timeout_s):
        while not await holds():
            await asyncio.sleep(0.05)


async def picture(at: Desk, view: str) -> str:
    """The first live picture of a view, as a screen gets it after connecting."""
    async with asyncio.timeout(20), at.stream(f"live/{view}") as lines:
        data = [line async for line in lines]
    return "\n".join(data)


async def test_the_roll_is_pulled_from_intake_and_intake_fetches_walk_ins(servers: StackHandle, room_url: str):
    database = await meeting_database(servers)
    evening = await announced(database)
    connection = await nats.connect(**servers.nats_login("intake"))

    async def roll(message: Msg) -> None:
        rows = [support.roll_row(f, n, public_name(n, f.area)) for n, f in evening.questions.items()]
        await message.respond(RollReply(rows=tuple(rows)).model_dump_json().encode())

    await connection.subscribe("rpc.intake.roll.get.v1", cb=roll)
    evening.questions["Lê Thị Ngọc"] = support.accepted(evening.conference_id)
    await evening.hear(evening.questions["Lê Thị Ngọc"])
    await until(lambda: name_is(database, evening, "Lê Thị Ngọc"))

    async with desk(servers, room_url, evening.conference_id) as at:
        await at.send("questions/raise", full_name="Tạ Văn Ba", area="", text="Xin hỏi thủ tục.")
    (entry,) = [e for e in (await evening.state()).entries.values() if e.source == "walk_in"]
    request = WalkInRequest(unit_id=support.UNIT, question_ids=(entry.question_id,))
    answer = await connection.request("rpc.meeting.walk_in.get.v1", request.model_dump_json().encode(), timeout=5)
    assert [w.full_name for w in WalkInReply.model_validate_json(answer.data).walk_ins] == ["Tạ Văn Ba"]
    await connection.close()
    await database.close()


async def name_is(database: Database, evening: Evening, name: str) -> bool:
    async with database.transaction() as session:
        person = await session.get(Person, (evening.conference_id, evening.person_of(name)))
        return bool(person and person.display_name == name)


async def unpublished(database: Database) -> int:
    async with database.transaction() as session:
        statement = select(func.count()).select_from(outbox).where(outbox.c.published_seq.is_(None))
        return (await session.execute(statement)).scalar_one()


@rule("R-010", "R-011")
async def test_the_session_goes_on_with_every_other_room_and_the_bus_away(own_servers: StackHandle):
    database = await meeting_database(own_servers)
    evening = await announced(database)
    await evening.registers("Lê Thị Ngọc", "Phạm Đức Anh")
    await own_servers.kill_and_hold("nats")
    async with open_room(own_servers) as url, desk(own_servers, url, evening.conference_id) as at:
        for name in evening.questions:
            done = await at.send("attendance/mark", person=evening.person_of(name), presence="present", area="")
            assert done["status"] == "done"
        await at.opens()
        await at.send("agenda/begin", step="people_speak")
        turn_id = new_id()
        await at.send("turns/call", turn_id, question=evening.id_of("Lê Thị Ngọc"))
        assert "Lê Thị Ngọc" in await picture(at, "console")
        await at.send("turns/end", turn=turn_id, outcome="answered_in_hall")
        assert (await at.send("gavel"))["status"] == "done"
        assert len((await evening.state()).outcomes) == 2 and await unpublished(database) == 4

        await own_servers.start("nats")
        await own_servers.provision()
        await until(lambda: nothing_left(database), 60)
    await database.close()


async def nothing_left(database: Database) -> bool:
    return await unpublished(database) == 0


async def test_screens_and_commands_come_back_after_the_database_was_killed(own_servers: StackHandle):
    database = await meeting_database(own_servers)
    evening = await announced(database)
    await evening.registers("Lê Thị Ngọc")
    async with open_room(own_servers) as url, desk(own_servers, url, evening.conference_id) as at:
        await at.opens()
        await picture(at, "console")
        own_servers.kill("postgres")
        command_id = new_id()
        assert (await at.send("session/pause", command_id))["code"] in (200, 503)
        await own_servers.wait_ready("postgres")
        await until(lambda: is_done(at, command_id))
        assert "Hội nghị đang tạm nghỉ" in await picture(at, "console")
    await database.close()  # its connections died with the server
    state = await evening.state()
    assert state.phase == "paused" and [row.type for row in await evening.rows()].count("session.paused") == 1
    await database.close()


async def is_done(at: Desk, command_id: UUID) -> bool:
    return bool((await at.send("session/pause", command_id))["code"] == 200)
