"""Only our own page, in the browser that opened it, can send a form."""

import pytest
from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from shared.web import csrf
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import public
from tests.shared.web.house import browser, open_doors, post_headers, token


async def _send(request: Request) -> Response:
    async def work(_session: AsyncSession, _form: Form) -> Done:
        return Done("Đã ghi.")

    return await run_command(request, work)


@pytest.fixture
def app(room):
    router = APIRouter(dependencies=[public()])
    router.post("/send")(_send)
    return open_doors(room, router)


async def test_a_form_from_our_page_is_taken(app):
    async with browser(app) as client:
        answer = await client.post("/send", data={"csrf": await token(client)}, headers=post_headers())
    assert answer.status_code == 200


@pytest.mark.parametrize("field", [{}, {"csrf": ""}, {"csrf": "0" * 64}, {"csrf": "ệ"}])
async def test_a_form_without_the_right_token_is_refused_in_words(app, field):
    async with browser(app) as client:
        await token(client)
        answer = await client.post("/send", data={"x": "1"} | field, headers=post_headers())
    assert answer.status_code == 403
    assert "tải lại trang" in answer.json()["message"]


async def test_a_token_is_worth_nothing_in_another_browser(app):
    async with browser(app) as one, browser(app) as other:
        stolen = await token(one)
        await token(other)
        answer = await other.post("/send", data={"csrf": stolen}, headers=post_headers())
    assert answer.status_code == 403


async def test_a_browser_without_the_cookie_is_refused(app):
    async with browser(app) as client:
        known = await token(client)
        client.cookies.clear()
        answer = await client.post("/send", data={"csrf": known}, headers=post_headers())
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("origin", "status"),
    [("http://evil.example", 403), ("http://house", 200), ("http://house:8080", 403), ("http://house.evil", 403)],
)
async def test_only_our_own_origin_may_send(app, origin, status):
    async with browser(app) as client:
        known = await token(client)
        answer = await client.post("/send", data={"csrf": known}, headers=post_headers() | {"origin": origin})
    assert answer.status_code == status


async def test_the_cookie_stays_out_of_scripts_and_of_foreign_pages(app):
    async with browser(app) as client:
        plain = (await client.get("/key")).headers["set-cookie"].lower()
        client.cookies.clear()
        secure = (await client.get("/key", headers={"x-forwarded-proto": "https"})).headers["set-cookie"].lower()
    assert csrf.COOKIE in plain
    assert "httponly" in plain and "samesite=strict" in plain and "secure" not in plain
    assert "secure" in secure
