"""Hostile and broken input at the front door: a clear sentence, nothing lost, nothing executed."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.e2e.acts import portal
from tests.e2e.acts.poison import SCRIPT, poison
from tests.e2e.acts.portal import Asker
from tests.e2e.crawl import Walk
from tests.e2e.front import Front
from tests.rules import rule

ASKER = Asker("Ngô Thị Thủy", "thôn Văn Lãng", "Xin cấp lại thẻ bảo hiểm y tế thì làm thế nào?", "thuy@example.com")
TWICE = replace(ASKER, name="Ngô Thị Thủy Hai Lần")
URLENCODED = {"content-type": "application/x-www-form-urlencoded"}
PDF = b"%PDF-1.4\n"
BROKEN = [
    (b"full_name=%ff%fe&step=send", "application/x-www-form-urlencoded"),
    (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
    (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
    (b"{}", "application/json"),
]


async def test_a_double_click_and_a_form_sent_again_are_one_registration(demo: Front) -> None:
    citizen = await demo.person(width=360)
    await portal.fill_in(citizen, TWICE)
    await citizen.press("Kiểm tra lại trước khi gửi")
    async with citizen.page.expect_request(lambda request: request.method == "POST") as sent:
        await citizen.page.get_by_role("button", name="Gửi phiếu").dblclick()
    await citizen.sees("Đã nhận phiếu của ông/bà", "h1")
    code, request = await citizen.words(".receipt-code"), await sent.value
    again = await citizen.context.request.post(request.url, data=request.post_data, headers=URLENCODED)
    assert code in await again.text()
    assert await demo.house.value("select count(*) from intake.registrants where full_name = $1", TWICE.name) == 1


async def test_a_stale_form_keeps_every_word_and_can_be_sent_again(demo: Front) -> None:
    citizen = await demo.person(width=360)
    citizen.forgive("403")
    await portal.fill_in(citizen, ASKER)
    await citizen.press("Kiểm tra lại trước khi gửi")
    await citizen.context.clear_cookies()
    await citizen.press("Gửi phiếu", refused=True)
    await citizen.sees("Phiếu chưa được gửi")
    await citizen.sees(ASKER.text)
    await citizen.press("Gửi phiếu")
    await citizen.sees("Đã nhận phiếu của ông/bà", "h1")


async def test_too_long_a_question_is_told_beside_the_field_and_kept(demo: Front) -> None:
    citizen = await demo.person(width=360)
    citizen.forgive("422")
    long = "Hồ sơ chậm. " * 2000
    await portal.fill_in(citizen, replace(ASKER, text=long))
    await citizen.press("Kiểm tra lại trước khi gửi", refused=True)
    await expect(citizen.at("#f-content_tthc-error")).to_contain_text("ký tự")
    assert await citizen.at("#f-content_tthc").input_value() == long.strip()


async def test_decomposed_text_is_found_by_its_composed_form(demo: Front) -> None:
    citizen, office = await demo.person(), await demo.officer("vanphong")
    apart = replace(ASKER, name=unicodedata.normalize("NFD", "Trịnh Thị Quỳnh Như"))
    code, _sent = await portal.register(citizen, apart)
    await demo.rest()
    await office.open("/intake/?q=Quỳnh Như")
    await office.sees(code)


@pytest.mark.parametrize(("body", "kind"), BROKEN)
async def test_what_is_no_form_gets_a_page_that_says_so(demo: Front, body: bytes, kind: str) -> None:
    citizen = await demo.person()
    slug = await demo.house.value(
        "select slug from meeting.conferences where unit_id = 'phu-xuyen' order by starts_at desc limit 1"
    )
    address = f"{citizen.url}/hoi-nghi/{slug}/dang-ky"
    answer = await citizen.context.request.post(address, data=body, headers={"content-type": kind})
    assert answer.status in (400, 403, 422)
    assert "Lỗi" in await answer.text() or "Chưa" in await answer.text() or "sửa" in await answer.text()


async def test_a_forged_session_is_nobody(demo: Front) -> None:
    office = await demo.sign_in("vanphong")
    office.forgive("401")
    cookie = next(c for c in await office.context.cookies() if c["name"] == "dt_session")
    head, payload, signature = str(cookie["value"]).split(".")
    for forged in (f"{head}.{payload}.{signature[:-4]}AAAA", f"{head}.{payload}.", "x", "a.b.c"):
        await office.context.add_cookies([{"name": "dt_session", "value": forged, "url": office.url}])
        await office.open("/intake/")
        await expect(office.page.get_by_role("button", name="Đăng nhập").or_(office.at(".error-page"))).to_be_visible()
        assert "Sổ đăng ký" not in await office.words("body")


@rule("R-092")
async def test_a_scan_that_is_too_large_or_no_scan_is_refused_in_words(demo: Front, tmp_path: Path) -> None:
    clerk = await demo.officer("vanthu")
    clerk.forgive("413", "422", "ERR_")
    program = tmp_path / "phieu.pdf"
    program.write_bytes(b"MZ\x90\x00" + bytes(2000))
    await clerk.follow("Tiếp nhận")
    await clerk.follow("Nhập phiếu")
    await clerk.fill({"Họ và tên": "Lương Văn Bảy", "1. Về thủ tục": "Bản chụp đính kèm."})
    await clerk.field("Bản chụp phiếu").set_input_files(program)
    await clerk.press("Lưu phiếu", refused=True)
    await clerk.sees("PDF", ".notice, .error-what, .error-summary")
    await clerk.open("/intake/register")
    program.write_bytes(PDF + bytes(26 * 1024 * 1024))
    await clerk.field("Bản chụp phiếu").set_input_files(program)
    await expect(clerk.at("file-check")).to_contain_text("MB")


@rule("R-026")
async def test_script_in_every_field_of_every_form_stays_text_on_every_page(demo: Front) -> None:
    citizen = await demo.person()
    hostile = Asker(SCRIPT, SCRIPT, SCRIPT, "x@example.com", comes=True)
    await portal.register(citizen, hostile)
    places = {name: await demo.house.value(query) for name, query in PLACES.items()}
    answers: list[tuple[str, int]] = []
    for username, paths in DESKS.items():
        officer = await demo.sign_in(username)
        officer.forgive("403", "404", "409", "422")
        for path in paths:
            answers += [(path, status) for status in await poison(officer, path.format(**places))]
    assert [answer for answer in answers if answer[1] >= 500] == []
    assert len([answer for answer in answers if answer[1] < 400]) > len(answers) / 2
    await demo.rest()
    for username, starts in READERS.items():
        walk = Walk(await demo.sign_in(username), username)
        async for _kind in walk.pages(*(path.format(**places) for path in starts)):
            assert await walk.person.at("img[src=x], main script").count() == 0


READERS = {
    "vanphong": ["/routing/", "/meeting/c/{live}/console", "/meeting/c/{live}/attendance", "/meeting/c/{live}/minutes"],
    "vanthu": ["/notify/"],
}
PLACES = {
    "received": "select id from intake.questions where state = 'received' and unit_id = 'phu-xuyen' limit 1",
    "assigned": "select id from routing.questions where life = 'assigned' and holder = 'economy' limit 1",
    "letter": "select id from notify.letters where state = 'waiting' and unit_id = 'phu-xuyen' limit 1",
    "live": "select conference_id from meeting.conferences where status = 'live' and unit_id = 'phu-xuyen'",
    "over": "select conference_id from meeting.conferences where status = 'concluded'",
}
DESKS = {
    "vanthu": ["/intake/register", "/notify/", "/notify/letters/{letter}"],
    "vanphong": [
        "/intake/screening/{received}", "/meeting/plan/new",
        "/meeting/c/{live}/console", "/meeting/c/{live}/attendance",
        "/meeting/c/{over}/minutes", "/meeting/c/{over}/results", "/routing/questions/{assigned}",
        "/meeting/calendar", "/routing/assign", "/routing/reports",
    ],
    "kinhte": ["/routing/questions/{assigned}", "/routing/reports"],
    "lanhdao": ["/routing/approve", "/routing/assign"],
    "quantri": ["/routing/officers/new", "/routing/unit"],
}  # fmt: skip
