"""An administrator who forgot the password comes back over a one-time link from the server."""

import re
from datetime import timedelta

import httpx
import pytest

from services.routing.store.tables import OfficerRow
from services.routing.usecases import officers, reset_link
from services.routing.usecases.reset_link import account_history, make_reset_link, note_account
from services.routing.usecases.sign_in import verify
from shared.clock import real_now
from shared.identity import Role
from shared.ids import new_id

PASSWORD = "một câu dễ nhớ"


@pytest.fixture
def secret(app) -> str:
    return str(app.state.room.settings.link_secret.get_secret_value())


async def admin_of(house, secret: str) -> OfficerRow:
    new = officers.NewOfficer(f"quantri-{new_id().hex[-8:]}", "Nguyễn Văn Quang", "Quản trị", (Role.ADMIN,))
    async with house.act() as session:
        return await officers.add_officer(session, house.unit_id, new, secret, house.clock.now())


async def link_of(house, row: OfficerRow, secret: str) -> str:
    async with house.act() as session:
        _, token = await make_reset_link(session, row.username.upper(), secret, real_now())
    return f"/dang-nhap/dat-lai?officer={row.id}&token={token}"


def person(app) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://routing.test")


async def choose(client: httpx.AsyncClient, link: str, password: str = PASSWORD, repeat: str = PASSWORD):
    page = await client.get(link)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    return page, await client.post("/dang-nhap/dat-lai", data=hidden | {"password": password, "repeat": repeat})


async def test_the_link_sets_a_password_lets_in_and_is_spent(app, house, secret):
    row = await admin_of(house, secret)
    link = await link_of(house, row, secret)
    async with person(app) as client:
        page, done = await choose(client, link)
        again, _ = await choose(client, link)
        home = await client.get("/routing/officers")
    assert "Nguyễn Văn Quang" in page.text and page.headers["referrer-policy"] == "no-referrer"
    assert (done.status_code, done.headers["location"], home.status_code) == (303, "/routing/", 200)
    assert again.status_code == 403 and "make reset-link" in again.text
    async with house.act() as session:
        stored = await session.get_one(OfficerRow, row.id)
        assert verify(stored.password_hash, PASSWORD) and not stored.must_change_password
        assert [one.what for one in await account_history(session, row.id)] == ["reset_link_used", "reset_link_made"]


async def test_a_short_or_mistyped_password_leaves_the_link_as_it_was(app, house, secret):
    row = await admin_of(house, secret)
    link = await link_of(house, row, secret)
    async with person(app) as client:
        assert "ít nhất 10 ký tự" in (await choose(client, link, "ngắn", "ngắn"))[1].text
        assert "không giống nhau" in (await choose(client, link, PASSWORD, PASSWORD + "x"))[1].text
        assert (await choose(client, link))[1].status_code == 303


async def test_an_old_or_foreign_link_opens_nothing(app, house, secret, monkeypatch):
    row, other = await admin_of(house, secret), await admin_of(house, secret)
    async with person(app) as client:
        link = await link_of(house, row, secret)
        assert (await client.get(link.replace(str(row.id), str(other.id)))).status_code == 403
        monkeypatch.setattr(reset_link, "LIFETIME", timedelta(seconds=-1))
        assert (await client.get(await link_of(house, row, secret))).status_code == 403


async def test_only_administrators_can_be_meant_and_several_must_be_named(house, secret):
    row = await admin_of(house, secret)
    await admin_of(house, secret)
    clerk = officers.NewOfficer(f"vanthu-{new_id().hex[-8:]}", "Bùi Thị Ngọc", "Văn thư", (Role.CLERK,))
    async with house.act() as session:
        await officers.add_officer(session, house.unit_id, clerk, secret, house.clock.now())
        for typed, words in (("", "WHO="), (clerk.username, "Không có quản trị nào")):
            with pytest.raises(reset_link.NobodyToReset) as refusal:
                await make_reset_link(session, typed, secret, real_now())
            assert words in refusal.value.facts["why"] and row.username in refusal.value.facts["why"]


async def test_the_account_page_tells_what_was_done_to_its_password(app, house, sit, secret):
    row = await admin_of(house, secret)
    await link_of(house, row, secret)
    async with house.act() as session:
        await note_account(session, row, "reset_by_admin", "Trần Văn An", real_now())
    async with sit(house.officer("Quản", Role.ADMIN)) as desk:
        page = await desk.see(f"/routing/officers/{row.id}")
    assert "Mở đường dẫn đặt lại mật khẩu, tại máy chủ" in page and "Quản trị đặt lại mật khẩu" in page
