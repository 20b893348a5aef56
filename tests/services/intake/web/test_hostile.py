"""Bad input: a clear sentence, nothing lost, nothing executed."""

import unicodedata

import pytest

from services.intake.domain.submission import LONGEST
from services.intake.usecases import judge
from shared.contracts.intake import RegistrationReceived
from shared.identity import tokens
from tests.rules import rule
from tests.services.intake.house import FORM, House

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}=cmd|' /C calc'!A0"


async def test_script_in_every_field_stays_text_everywhere(house: House) -> None:
    evil = {name: SCRIPT for name in LONGEST if name not in ("phone", "email")}
    code = await house.register(**evil)
    question = await house.question(f"{code}/1")
    office = house.officer()
    pages = [
        f"/tra-cuu/{code}",
        "/intake/",
        "/intake/print",
        f"/intake/registrations/{question.registration_id}",
        "/intake/screening",
        f"/intake/screening/{question.id}",
    ]
    for path in pages:
        page = (await office.get(path)).text
        assert "<script>alert" not in page and "<img src=x" not in page and "49=cmd" not in page, path
    check = await house.citizen().post(f"/hoi-nghi/{house.slug}/dang-ky", FORM | evil | {"step": "check"})
    assert "<script>alert" not in check.text


async def test_text_from_a_phone_is_composed_and_searchable(house: House) -> None:
    code = await house.register(
        full_name=unicodedata.normalize("NFD", "Nguyễn Thị Thủy"), content_tthc="\u202ehồ sơ\x00 chậm"
    )
    form = await house.registration(code)
    assert form.raw["full_name"] == "Nguyễn Thị Thủy" and form.raw["content_tthc"] == "hồ sơ chậm"
    found = (await house.officer().get("/intake/?q=thuy")).text
    assert code in found


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"full_name=%ff%fe&step=send", "application/x-www-form-urlencoded"),
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"{}", "application/json"),
        (b"", "text/plain"),
    ],
)
async def test_a_body_that_is_no_form_gets_a_page_not_a_fault(house: House, content: bytes, kind: str) -> None:
    client = house.citizen().client
    response = await client.post(f"/hoi-nghi/{house.slug}/dang-ky", content=content, headers={"content-type": kind})
    assert response.status_code in (400, 403, 422), response.status_code
    assert "lỗi" in response.text.lower() or "Xin" in response.text
    assert not await house.facts(RegistrationReceived)


async def test_a_body_without_end_is_cut_off(house: House) -> None:
    client = house.citizen().client
    body = b"content_tthc=" + b"x" * (26 * 1024 * 1024)
    headers = {"content-type": "application/x-www-form-urlencoded"}
    response = await client.post(f"/hoi-nghi/{house.slug}/dang-ky", content=body, headers=headers)
    assert response.status_code == 413


async def test_a_field_that_is_too_long_is_refused_with_its_limit(house: House) -> None:
    response = await house.citizen().post(
        f"/hoi-nghi/{house.slug}/dang-ky", FORM | {"step": "send", "content_tthc": "x" * 8001}
    )
    assert response.status_code == 422 and "8.000 ký tự" in response.text


async def test_a_forged_session_opens_nothing(house: House) -> None:
    browser = house.citizen()
    browser.client.cookies.set(tokens.COOKIE, "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.")
    for path in ("/intake/", "/intake/screening", "/intake/export.xlsx", "/intake/denunciations"):
        assert (await browser.get(path)).headers["location"].startswith("/dang-nhap")


@rule("R-011")
async def test_a_fault_in_the_suggestion_costs_nobody_the_receipt(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_text: str) -> None:
        raise RuntimeError("a bug in the lexicon")

    monkeypatch.setattr(judge, "suggest", broken)
    code = await house.register()
    assert (await house.question(f"{code}/1")).suggestion["sure"] is False
