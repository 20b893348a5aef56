"""The office: keying in, scans, the register, contacts, export."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.intake.store import reads_register
from services.intake.store.reads_register import Filter
from services.intake.store.tables import Attachment
from services.intake.web.desk import read_cursor, write_cursor
from shared.calendar import to_local
from shared.contracts.intake import Channel, RegistrationReceived
from shared.identity import Role
from shared.ids import new_id
from shared.refusals import NotFound
from tests.rules import rule
from tests.services.intake.house import House

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


def entry(house: House, days_ago: int = 0, **fields: str) -> dict[str, Any]:
    local = to_local(house.now - timedelta(days=days_ago, minutes=1))
    return {
        "conference": str(house.conference_id),
        "channel": "paper",
        "received_on": f"{local:%Y-%m-%d}",
        "received_time": f"{local:%H:%M}",
        "full_name": "Bùi Thị Mận",
        "content_tthc": "Xin hỏi thủ tục chứng thực",
    } | fields


async def _opened(house: House, *roles: Role):
    browser = house.officer(*(roles or (Role.CLERK,)))
    await browser.get("/intake/register")
    return browser


@rule("R-092", "C-05")
async def test_paper_counts_from_its_legal_time_of_receipt_whenever_it_is_keyed_in(house: House) -> None:
    await house.tell(house.announced(closes=-1, version=2))
    clerk = await _opened(house)
    timely = await clerk.post("/intake/register", entry(house, days_ago=2))
    late = await clerk.post("/intake/register", entry(house))
    forms = [location.rsplit("/", 1)[-1] for location in (timely.headers["location"], late.headers["location"])]
    facts = {str(fact.registration_id): fact for fact in await house.facts(RegistrationReceived)}
    questions = [await house.question(f"{facts[form].code}/1") for form in forms]
    assert [question.is_late for question in questions] == [False, True]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"received_on": "2999-01-01"}, "received_on"),
        ({"received_time": "25:99"}, "received_on"),
        ({"conference": "x"}, "conference"),
        ({"channel": "web"}, "channel"),
        ({"full_name": ""}, "full_name"),
        ({"content_tthc": ""}, "content_tthc"),
        ({"channel": "hotline"}, "read_back"),
    ],
)
async def test_what_an_entry_must_say(house: House, fields: dict[str, str], wrong: str) -> None:
    response = await (await _opened(house)).post("/intake/register", entry(house) | fields)
    assert response.status_code == 422 and f'href="#f-{wrong}"' in response.text
    assert not await house.facts(RegistrationReceived)


@rule("R-092")
async def test_a_call_is_registered_after_reading_back_and_the_desk_stays_ready(house: House) -> None:
    fields = entry(house, channel="hotline", read_back="1", next="1")
    response = await (await _opened(house)).post("/intake/register", fields)
    assert response.headers["location"].startswith("/intake/register?")
    (fact,) = await house.facts(RegistrationReceived)
    assert fact.channel is Channel.HOTLINE
    assert (await house.registration(fact.code)).raw["read_back"] is True


@rule("R-128")
async def test_a_scan_is_kept_with_its_hash_and_can_be_looked_at(house: House) -> None:
    clerk = await _opened(house)
    files = {"scans": ("phiếu số 1.pdf", PNG, "application/pdf")}
    response = await clerk.post("/intake/register", entry(house, content_tthc=""), files=files)
    page = (await clerk.get(response.headers["location"])).text
    async with house.room.database.transaction() as session:
        scan = (await session.execute(select(Attachment).where(Attachment.unit_id == house.unit_id))).scalar_one()
    assert scan.content_type == "image/png" and str(scan.id) in page and "phiếu số 1.pdf" in page
    got = await clerk.get(f"/intake/scans/{scan.id}")
    assert got.content == PNG and got.headers["content-type"] == "image/png"
    assert (await house.officer(unit_id="another-unit").get(f"/intake/scans/{scan.id}")).status_code == 404


async def test_a_scan_survives_a_mistake_elsewhere_on_the_page(house: House) -> None:
    clerk = await _opened(house)
    files = {"scans": ("a.png", PNG, "image/png")}
    again = await clerk.post("/intake/register", entry(house, full_name=""), files=files)
    note = again.text.split('name="scan-note" value="')[1].split('"')[0]
    forged = note[:-1] + ("0" if note[-1] != "0" else "1")
    await clerk.post("/intake/register", entry(house) | {"scan-note": [note, forged]})
    async with house.room.database.transaction() as session:
        scans = (await session.execute(select(Attachment).where(Attachment.unit_id == house.unit_id))).scalars().all()
    assert [scan.file_name for scan in scans] == ["a.png"], "ours is kept, a forged one is not"


@pytest.mark.parametrize(
    ("body", "status"), [(b"MZ\x90 program", 422), (b"<html>", 422), (b"%PDF-" + b"0" * (21 * 1024 * 1024), 413)]
)
async def test_a_file_of_another_kind_or_size_is_refused(house: House, body: bytes, status: int) -> None:
    clerk = await _opened(house)
    response = await clerk.post(
        "/intake/register", entry(house), files={"scans": ("phieu.pdf", body, "application/pdf")}
    )
    assert response.status_code == status and "phieu.pdf" in response.text
    assert not await house.facts(RegistrationReceived)


@rule("R-011")
async def test_an_entry_sent_twice_is_one_registration(house: House) -> None:
    clerk, fields = await _opened(house), entry(house, command_id=str(new_id()))
    first, second = await clerk.post("/intake/register", fields), await clerk.post("/intake/register", fields)
    assert first.headers["location"] == second.headers["location"]
    assert len(await house.facts(RegistrationReceived)) == 1


async def test_the_register_filters_searches_and_counts(house: House) -> None:
    first = await house.register(full_name="Nguyễn Thị Thủy", content_tthc="Xin hỏi về đăng ký kết hôn")
    second = await house.register(full_name="Trần Văn Bình", phone="0987654321")
    clerk = house.officer(Role.CLERK)
    for query, expected in (
        ("q=thuy", {first}),
        ("q=ket hon", {first}),
        ("q=0987654321", {second}),
        (f"q={second}", {second}),
        ("q=%25", set()),
        ("state=received", {first, second}),
        ("state=accepted", set()),
        ("channel=web", {first, second}),
        ("channel=paper", set()),
        ("late=1", set()),
        ("late=0", {first, second}),
        ("state=nonsense&after=nonsense&conference=nonsense", {first, second}),
    ):
        page = (await clerk.get(f"/intake/?{query}")).text
        assert {code for code in (first, second) if f">{code}</a>" in page} == expected, query


async def test_pages_follow_each_other_without_gap_or_repetition(house: House) -> None:
    codes = {await house.register() for _ in range(5)}
    seen: list[str] = []
    after = None
    async with house.room.database.transaction() as session:
        while True:
            rows, more = await reads_register.rows(session, house.unit_id, Filter(house.conference_id, after=after), 2)
            seen += [row.form.code for row in rows]
            last = rows[-1].form
            after = read_cursor(write_cursor(last.received_at, last.code))
            if not more:
                break
    assert len(seen) == 5 and set(seen) == codes


async def test_what_people_wrote_never_becomes_a_formula(house: House) -> None:
    await house.register(full_name="=1+1", content_tthc='=HYPERLINK("http://x","y") xin hỏi thủ tục')
    body = (await house.officer(Role.CLERK).get("/intake/export.xlsx")).content
    book = zipfile.ZipFile(io.BytesIO(body))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "hyperlink" not in sheet.lower()
    assert "=1+1" in book.read("xl/sharedStrings.xml").decode()


async def test_contact_details_are_corrected_on_the_page(house: House) -> None:
    form = await house.registration(await house.register())
    clerk = house.officer(Role.CLERK)
    await clerk.get(f"/intake/registrations/{form.id}")
    fields = {"full_name": "Nguyễn Văn Cường", "phone": "0987654321", "address": "xóm Cầu", "attends": "no"}
    assert (await clerk.post(f"/intake/registrations/{form.id}/contact", fields)).status_code == 303
    page = (await clerk.get(f"/intake/registrations/{form.id}")).text
    assert "0987654321" in page and "xóm Cầu" in page and "Sửa thông tin liên hệ" in page


async def test_erasing_asks_an_administrator_and_takes_the_scans_along(house: House) -> None:
    clerk = await _opened(house)
    response = await clerk.post("/intake/register", entry(house), files={"scans": ("a.png", PNG, "image/png")})
    form_id = response.headers["location"].rsplit("/", 1)[-1]
    async with house.room.database.transaction() as session:
        key = (await session.execute(select(Attachment.key).where(Attachment.unit_id == house.unit_id))).scalar_one()
    assert (await clerk.post(f"/intake/erasure/{form_id}", {})).status_code == 403
    admin = house.officer(Role.ADMIN)
    assert "không hoàn lại" in (await admin.get(f"/intake/erasure/{form_id}")).text
    await admin.post(f"/intake/erasure/{form_id}", {})
    assert "Bùi Thị Mận" not in (await clerk.get(f"/intake/registrations/{form_id}")).text
    with pytest.raises(NotFound):
        await house.room.store.get(key)


async def test_the_receipt_is_printed_for_the_person_at_the_counter(house: House) -> None:
    form = await house.registration(await house.register())
    response = await house.officer(Role.CLERK).get(f"/intake/registrations/{form.id}/receipt.pdf")
    assert response.content.startswith(b"%PDF")
