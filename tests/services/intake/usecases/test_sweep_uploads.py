"""Scans nobody saved leave the bucket after a day; what a form refers to never does."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from services.intake.store.tables import Attachment, Upload
from services.intake.usecases.sweep_uploads import LIFETIME, next_sweep, sweep_uploads
from shared.identity import Role
from shared.ids import new_id
from shared.refusals import NotFound
from tests.services.intake.house import Browser, House
from tests.services.intake.web.test_desk import PNG, entry

FILES = {"scans": ("a.png", PNG, "image/png")}
LATER = LIFETIME + timedelta(minutes=1)


async def at_the_desk(house: House) -> Browser:
    clerk = house.officer(Role.CLERK)
    await clerk.get("/intake/register")
    return clerk


async def uploads(house: House) -> list[str]:
    async with house.room.database.transaction() as session:
        found = select(Upload.key).where(Upload.key.startswith(house.unit_id))
        return list((await session.execute(found)).scalars())


async def sweep(house: House, after: timedelta) -> None:
    async with house.room.database.transaction() as session:
        while await sweep_uploads(house.room.store, session, house.now + after):
            pass


async def left_on_a_page(house: House, clerk: Browser) -> tuple[str, str]:
    """The key of a scan whose form came back to be mended, and its note."""
    page = await clerk.post("/intake/register", entry(house, full_name=""), files=FILES)
    (key,) = await uploads(house)
    return key, page.text.split('name="scan-note" value="')[1].split('"')[0]


async def test_a_scan_of_a_form_that_was_never_saved_is_gone_after_a_day_and_not_before(house: House) -> None:
    key, _ = await left_on_a_page(house, await at_the_desk(house))
    async with house.room.database.transaction() as session:
        due = await next_sweep(session)
    assert due and due <= house.now + LIFETIME
    await sweep(house, LIFETIME - timedelta(minutes=5))
    assert await house.room.store.get(key) == PNG
    await sweep(house, LATER)
    assert await uploads(house) == []
    with pytest.raises(NotFound):
        await house.room.store.get(key)


async def test_a_saved_scan_stays_also_when_the_same_form_is_sent_again(house: House) -> None:
    clerk, fields = await at_the_desk(house), entry(house, command_id=str(new_id()))
    for waiting in (0, 1):  # the second sending stores the file once more
        assert (await clerk.post("/intake/register", fields, files=FILES)).status_code == 303
        assert len(await uploads(house)) == waiting
    await sweep(house, LATER)
    assert await uploads(house) == []
    async with house.room.database.transaction() as session:
        saved = (await session.execute(select(Attachment).where(Attachment.unit_id == house.unit_id))).scalar_one()
    assert await house.room.store.get(saved.key) == PNG


async def test_a_page_left_open_too_long_asks_for_the_file_again_and_keeps_the_words(house: House) -> None:
    clerk = await at_the_desk(house)
    _, note = await left_on_a_page(house, clerk)
    await sweep(house, LATER)
    page = await clerk.post("/intake/register", entry(house) | {"scan-note": note})
    assert page.status_code == 422 and 'href="#f-scans"' in page.text and "chọn lại tệp" in page.text
    assert note not in page.text and "Bùi Thị Mận" in page.text
    assert (await clerk.post("/intake/register", entry(house), files=FILES)).status_code == 303
