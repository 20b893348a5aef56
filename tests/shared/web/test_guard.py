"""A door opens to whom it was declared for, and to nobody who only claims to be somebody."""

import pytest
from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse

from deploy.local.keys import Keys
from shared.identity import Permission, Role, tokens
from shared.web.guard import needs, officer_of, public
from tests.shared.web.house import browser, officer, open_doors


@pytest.fixture
def app(room, tables):
    router = APIRouter()

    @router.get("/issue", dependencies=[needs(Permission.ISSUE_LETTER)])
    async def issue(request: Request) -> PlainTextResponse:
        return PlainTextResponse(officer_of(request).name)

    @router.post("/send", dependencies=[needs(Permission.ISSUE_LETTER)])
    async def send() -> PlainTextResponse:
        return PlainTextResponse("đã gửi")

    @router.get("/open", dependencies=[public()])
    async def anybody() -> PlainTextResponse:
        return PlainTextResponse("mở")

    app = open_doors(room, router)
    app.state.private_key = tables.keys.token_private_key
    return app


async def test_the_right_role_comes_in(app):
    async with browser(app, officer(Role.CLERK)) as client:
        assert (await client.get("/issue")).text == "Trần Thị Lan"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CLERK])
async def test_another_role_is_told_that_it_may_not(app, role):
    async with browser(app, officer(role)) as client:
        answer = await client.get("/issue")
    assert answer.status_code == 403
    assert "không có quyền" in answer.text
    assert "Trần Thị Lan" in answer.text  # in the shell of whoever is signed in


async def test_nobody_is_led_to_the_sign_in(app):
    async with browser(app) as client:
        answer = await client.get("/issue")
        scripted = await client.get("/issue", headers={"accept": "application/json"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/dang-nhap?next=/issue")
    assert (scripted.status_code, scripted.json()["status"]) == (401, "refused")


@pytest.mark.parametrize("token", ["", "x.y.z", "\xff", "a" * 5000])
async def test_a_broken_session_is_no_session(app, token):
    async with browser(app) as client:
        headers = {b"cookie": f"{tokens.COOKIE}={token}".encode("latin-1")}
        assert (await client.get("/issue", headers=headers)).status_code == 303
        assert (await client.get("/open", headers=headers)).status_code == 200


async def test_a_session_signed_with_another_houses_key_is_no_session(app):
    app.state.private_key = Keys.made().token_private_key
    async with browser(app, officer(Role.CLERK)) as client:
        assert (await client.get("/issue")).status_code == 303


@pytest.mark.parametrize(
    ("referer", "location"),
    [
        ("http://house/letters?page=2&q=a b", "/dang-nhap?next=/letters%3Fpage%3D2%26q%3Da%20b"),
        ("http://evil.example/letters", "/dang-nhap"),
        ("http://house.evil.example/letters", "/dang-nhap"),
        ("http://house/dang-nhap?next=/issue", "/dang-nhap"),
        ("", "/dang-nhap"),
    ],
)
async def test_a_sent_form_leads_back_to_its_page_and_never_to_an_address_that_only_takes_forms(app, referer, location):
    async with browser(app) as client:
        answer = await client.post("/send", headers={"referer": referer})
    assert (answer.status_code, answer.headers["location"]) == (303, location)


async def test_the_question_of_an_address_survives_the_sign_in(app):
    async with browser(app) as client:
        assert (await client.get("/issue?page=3")).headers["location"] == "/dang-nhap?next=/issue%3Fpage%3D3"
