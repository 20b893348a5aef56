"""One trace id from the citizen's POST, through the outbox and the bus, to the effect in another room; and the logs."""

import asyncio
import json
import logging
from typing import Any

import pytest
import structlog
from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from deploy.local.testing import StackHandle, bare_servers
from shared.clock import OffsetClock
from shared.contracts.intake import QuestionWithdrawn
from shared.database import migrate
from shared.database.engine import Database
from shared.identity import Permission, Role
from shared.messaging import outbox
from shared.messaging.bus import Bus
from shared.messaging.handlers import Handlers
from shared.observability import logs
from shared.observability.trace import current_trace_id, follow, new_traceparent
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import needs, public
from tests.shared.messaging.conftest import settings_of, withdrawn
from tests.shared.web.house import browser, build, officer, open_doors, post_headers, token

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
TRACEPARENT = f"00-{TRACE}-00f067aa0ba902b7-01"
log = logs.get_logger()


@pytest.fixture(scope="module")
async def own():
    """Servers of its own: the stream carries only this fact."""
    async with bare_servers() as servers:
        for room in ("intake", "routing"):
            await migrate.upgrade(migrate.SHARED, servers.database_url(room))
        yield servers


def lines_of(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


async def test_one_trace_from_the_post_to_another_rooms_effect(own: StackHandle, capsys):
    room, event = build(own, room="intake", database_url=own.database_url("intake")), withdrawn()
    router, taken = APIRouter(dependencies=[public()]), asyncio.Event()
    traces: list[str] = []

    @router.post("/withdraw")
    async def withdraw(request: Request) -> Response:
        async def work(session: AsyncSession, _form: Form) -> Done:
            outbox.put(session, event)
            log.info("question.withdrawn", seq=7)
            return Done("Đã rút.")

        return await run_command(request, work)

    handlers = Handlers("routing")

    @handlers.on(QuestionWithdrawn)
    async def take(_session: AsyncSession, _event: QuestionWithdrawn) -> None:
        traces.append(current_trace_id())
        log.info("question.taken")
        taken.set()

    reading = Database(own.database_url("routing"))
    buses = [
        Bus(settings_of(own, "intake"), room.database, Handlers("intake"), OffsetClock()),
        Bus(settings_of(own, "routing"), reading, handlers, OffsetClock()),
    ]
    try:
        for bus in buses:
            bus.start()
        async with browser(open_doors(room, router)) as client:
            data = {"csrf": await token(client)}
            answer = await client.post("/withdraw", data=data, headers=post_headers() | {"traceparent": TRACEPARENT})
        await asyncio.wait_for(taken.wait(), 20)
    finally:
        for bus in buses:
            await bus.stop()
        await reading.close()
        await room.database.close()
    assert answer.headers["x-trace-id"] == TRACE
    assert traces == [TRACE]
    said = {line["event"]: line for line in lines_of(capsys.readouterr().out)}
    assert said["question.withdrawn"]["trace"] == said["question.taken"]["trace"] == TRACE
    assert (said["question.withdrawn"]["seq"], said["question.withdrawn"]["room"]) == (7, "intake")
    assert said["question.taken"]["conference_id"] == str(event.conference_id)
    assert said["question.taken"]["actor"] == event.actor
    assert said["question.taken"]["subject"] == event.SUBJECT


def test_every_line_is_one_json_object_also_those_of_libraries(capsys):
    logs.configure("meeting")
    follow(TRACEPARENT)
    with structlog.contextvars.bound_contextvars(conference_id="c-1", actor="o-1"):
        log.info("turn.called", seq=12)
        logging.getLogger("sqlalchemy").warning("dòng\nhai")
    ours, theirs = lines_of(capsys.readouterr().out)
    assert ours.items() >= {"event": "turn.called", "seq": 12, "level": "info", "room": "meeting"}.items()
    assert (ours["trace"], ours["conference_id"], ours["actor"]) == (TRACE, "c-1", "o-1")
    assert ours["timestamp"].endswith("Z")
    assert (theirs["event"], theirs["level"], theirs["trace"]) == ("dòng\nhai", "warning", TRACE)


async def test_a_request_logs_who_acts_and_on_which_conference(own: StackHandle, capsys):
    room, router, who = build(own), APIRouter(dependencies=[needs(Permission.ISSUE_LETTER)]), officer(Role.CLERK)

    @router.get("/c/{conference_id}/done")
    async def done(conference_id: str) -> Response:
        log.info("letter.issued")
        return Response(conference_id)

    app = open_doors(room, router)
    app.state.private_key = own.keys.token_private_key
    async with browser(app, who) as client:
        await asyncio.create_task(client.get("/c/c-9/done"))  # a task of its own, as uvicorn gives each request
    (line,) = (line for line in lines_of(capsys.readouterr().out) if line["event"] == "letter.issued")
    assert (line["actor"], line["conference_id"]) == (who.id, "c-9")
    assert who.name not in json.dumps(line, ensure_ascii=False)


def test_a_failure_is_one_line_with_its_traceback(capsys):
    logs.configure("meeting")
    try:
        raise RuntimeError("broken")
    except RuntimeError as error:
        log.error("request.failed", exc_info=error)
    (line,) = lines_of(capsys.readouterr().out)
    assert "RuntimeError: broken" in line["exception"]


@pytest.mark.parametrize("broken", [None, "", "00-x-y-01", TRACEPARENT + "0", TRACEPARENT.upper() + "Z", "\n"])
def test_a_malformed_trace_begins_a_new_one(broken):
    assert len(follow(broken)) == 32
    assert follow(broken) != follow(broken)


def test_a_trace_is_continued_and_each_new_one_differs():
    assert follow(TRACEPARENT) == TRACE == current_trace_id()
    assert new_traceparent() != new_traceparent()
