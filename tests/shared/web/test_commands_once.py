"""A click is applied once and answered once, however often and from wherever it comes."""

import asyncio
from uuid import UUID

import pytest
from fastapi import APIRouter, FastAPI, Request, Response
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from shared.ids import new_id
from shared.messaging.tables import commands
from shared.refusals import NotFound
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import public
from tests.shared.web.house import browser, officer, open_doors, post_headers, token


@pytest.fixture
async def app(room, tables):
    router = APIRouter(dependencies=[public()])

    @router.post("/clicks/{tag}")
    async def click(request: Request, tag: str) -> Response:
        async def work(session: AsyncSession, form: Form) -> Done:
            await session.execute(text("insert into clicks values (:tag)"), {"tag": tag})
            await asyncio.sleep(float(form["slowly"] or 0))
            if form["refuse"]:
                raise NotFound()
            if form["break"]:
                raise RuntimeError("ours")
            count = await session.execute(text("select count(*) from clicks where tag = :tag"), {"tag": tag})
            return Done(f"Lần thứ {count.scalar_one()}.", f"/after/{tag}")

        return await run_command(request, work)

    async with room.database.transaction() as session:
        await session.execute(text("create table if not exists clicks (tag text)"))
    app = open_doors(room, router)
    app.state.private_key = tables.keys.token_private_key
    yield app
    async with room.database.transaction() as session:
        await session.execute(text("drop table clicks"))


async def clicks(app: FastAPI) -> int:
    async with app.state.room.database.reading() as session:
        return int((await session.execute(text("select count(*) from clicks"))).scalar_one())


async def rows_of(app: FastAPI, command_id: UUID) -> int:
    statement = select(func.count()).select_from(commands).where(commands.c.command_id == command_id)
    async with app.state.room.database.reading() as session:
        return int((await session.execute(statement)).scalar_one())


async def test_a_repeated_command_is_applied_once_and_answered_alike(app):
    command = new_id()
    async with browser(app) as client:
        data = {"csrf": await token(client)}
        answers = [await client.post("/clicks/a", data=data, headers=post_headers(command)) for _ in range(3)]
    assert [answer.json() for answer in answers] == [
        {"status": "done", "message": "Lần thứ 1.", "location": "/after/a"}
    ] * 3
    assert await clicks(app) == 1


async def test_twins_at_the_same_moment_wait_and_get_the_same_answer(app):
    command = new_id()
    async with browser(app) as client:
        data = {"csrf": await token(client), "slowly": "0.3"}
        twins = (client.post("/clicks/a", data=data, headers=post_headers(command)) for _ in range(6))
        answers = {answer.text for answer in await asyncio.gather(*twins)}
    assert len(answers) == 1
    assert "Lần thứ 1." in answers.pop()
    assert await clicks(app) == 1


async def test_a_twin_of_a_failed_command_is_applied(app):
    """The first one breaks after its twin began to wait: the twin takes its place."""
    command = new_id()
    async with browser(app) as client:
        key = {"csrf": await token(client)}
        broken = client.post("/clicks/a", data=key | {"slowly": "0.3", "break": "1"}, headers=post_headers(command))
        first = asyncio.create_task(broken)
        await asyncio.sleep(0.1)
        second = await client.post("/clicks/a", data=key, headers=post_headers(command))
        assert ((await first).status_code, second.status_code) == (500, 200)
    assert await clicks(app) == 1


@pytest.mark.parametrize(("field", "status"), [("refuse", 404), ("break", 500)])
async def test_what_was_not_done_leaves_no_trace_and_can_be_sent_again(app, field, status):
    command = new_id()
    async with browser(app) as client:
        key = {"csrf": await token(client)}
        refused = await client.post("/clicks/a", data=key | {field: "1"}, headers=post_headers(command))
        assert refused.status_code == status
        assert (await clicks(app), await rows_of(app, command)) == (0, 0)
        again = await client.post("/clicks/a", data=key, headers=post_headers(command))
    assert again.json()["message"] == "Lần thứ 1."


async def test_a_command_of_another_account_is_never_applied(app):
    lan, huong = officer(name="Lan"), officer(name="Hương")
    async with browser(app, huong) as client:
        data = {"csrf": await token(client)}
        foreign = await client.post("/clicks/a", data=data, headers=post_headers(new_id(), account=lan.id))
        own = await client.post("/clicks/a", data=data, headers=post_headers(new_id(), account=huong.id))
    assert (foreign.status_code, own.status_code) == (401, 200)
    assert await clicks(app) == 1


async def test_an_unsent_command_of_someone_signed_out_waits_for_sign_in(app):
    async with browser(app) as client:
        data = {"csrf": await token(client)}
        answer = await client.post("/clicks/a", data=data, headers=post_headers(new_id(), account="somebody"))
    assert answer.status_code == 401
    assert "đăng nhập" in answer.json()["message"]


async def test_another_accounts_answer_is_not_told(app):
    command = new_id()
    async with browser(app, officer()) as one, browser(app, officer()) as other:
        first = await one.post("/clicks/secret", data={"csrf": await token(one)}, headers=post_headers(command))
        second = await other.post("/clicks/x", data={"csrf": await token(other)}, headers=post_headers(command))
    assert "secret" in first.text
    assert second.json() == {"status": "done", "message": "Đã ghi nhận.", "location": None}
    assert await clicks(app) == 1


async def test_without_script_the_answer_is_a_redirect_with_a_notice(app):
    async with browser(app) as client:
        data = {"csrf": await token(client), "command_id": str(new_id())}
        first = await client.post("/clicks/a", data=data, headers=post_headers(json=False))
        second = await client.post("/clicks/a", data=data, headers=post_headers(json=False))
    assert (first.status_code, first.headers["location"]) == (303, "/after/a")
    assert second.headers["location"] == "/after/a"
    assert "dt_flash" in first.headers["set-cookie"]
    assert await clicks(app) == 1


async def test_a_form_without_an_id_counts_as_a_new_command(app):
    async with browser(app) as client:
        data = {"csrf": await token(client), "command_id": "not-an-id"}
        for _ in range(2):
            await client.post("/clicks/a", data=data, headers=post_headers())
    assert await clicks(app) == 2
