"""Print runs: what is in the files, what went to the post, what came back."""

import io
import time
from datetime import timedelta
from uuid import UUID

import pytest
from pypdf import PdfReader

from services.notify import sender
from services.notify.domain.refusals import FutureDate, NothingToPost, NothingToPrint, TrackingDiffers
from services.notify.domain.states import MessageState
from services.notify.store.tables import PrintBatch
from services.notify.usecases import decide, print_files, print_run
from shared.calendar.words import local_day
from shared.refusals import Unavailable
from tests.rules import rule
from tests.services.notify.house import CLERK, House

S = MessageState


async def run_of(house: House, *names: str) -> PrintBatch:
    await house.issue(await house.waiting(*(house.person(name) for name in names)), first=15)
    return await make(house)


async def make(house: House, ids: list[UUID] | None = None) -> PrintBatch:
    async with house.room.database.transaction() as session:
        return await print_run.make_print_run(session, house.unit_id, ids, CLERK, house.now)


async def file(house: House, run_id: UUID, kind: print_files.Kind) -> bytes:
    async with house.room.database.transaction() as session:
        run = await print_run.locked_run(session, house.unit_id, run_id)
        return await print_files.file_of(session, house.room.store, run, kind)


def pages(body: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(body)).pages]


@rule("R-023")
async def test_the_run_holds_the_letters_by_number_each_on_a_sheet_of_its_own(house: House):
    run = await run_of(house, "Vũ Thị Yến", "Lê Văn An")
    text = pages(await file(house, run.id, "letters"))
    starts = {number: at for at, page in enumerate(text) for number in (15, 16) if f"Số: {number}/UBND-VP" in page}
    assert "Lê Văn An" in text[starts[15]] and "Vũ Thị Yến" in text[starts[16]]
    assert starts[15] == 0 and starts[16] % 2 == 0
    cover = " ".join(pages(await file(house, run.id, "cover")))
    assert "DANH SÁCH THƯ GỬI QUA BƯU ĐIỆN" in cover and "Tổng số: 02 thư" in cover and "16/UBND-VP" in cover
    labels = " ".join(pages(await file(house, run.id, "labels")))
    assert "Vũ Thị Yến" in labels and "thôn Nam Quất" in labels
    assert {one.state for one in await house.messages()} == {S.PRINTED}


async def test_the_files_are_the_same_when_they_are_made_again(house: House):
    run = await run_of(house, "Lê Văn An", "Vũ Thị Yến")
    first = [await file(house, run.id, kind) for kind in print_files.KINDS]
    async with house.room.database.transaction() as session:
        kept = await session.get_one(PrintBatch, run.id)
        keys = [kept.letters_key, kept.cover_key, kept.labels_key]
        for key in keys:
            assert key
            await house.room.store.delete(key)
    assert [await file(house, run.id, kind) for kind in print_files.KINDS] == first


async def test_the_loop_makes_the_files_before_anybody_clicks(house: House):
    run = await run_of(house, "Lê Văn An")
    assert await sender.make_print_files(house.room) == 3
    assert await sender.make_print_files(house.room) == 0
    async with house.room.database.transaction() as session:
        assert (await session.get_one(PrintBatch, run.id)).letters_key


async def test_letters_lost_from_the_store_are_made_again_for_the_run(house: House):
    run = await run_of(house, "Lê Văn An")
    (letter,) = await house.letters()
    assert letter.pdf_key
    await house.room.store.delete(letter.pdf_key)
    assert await sender.make_print_files(house.room) == 1  # what was lost is noted
    with pytest.raises(Unavailable):
        await sender.make_print_files(house.room)  # the run waits for it
    await house.render()
    assert await sender.make_print_files(house.room) == 3
    assert "Số: 15/UBND-VP" in " ".join(pages(await file(house, run.id, "letters")))


async def test_only_letters_with_a_file_are_printed_and_none_twice(house: House):
    await house.issue(await house.waiting(house.person()), waits_for_signed=True)
    with pytest.raises(NothingToPrint):
        await make(house)
    await house.issue((await house.waiting(house.person("Lê Văn An")))[1:], first=2)
    assert (await make(house)).size == 1
    with pytest.raises(NothingToPrint):
        await make(house)


@rule("R-023", "R-095")
async def test_given_to_the_post_with_codes_then_each_letter_has_its_own_end(house: House):
    run = await run_of(house, "An", "Bình", "Cường")
    today = local_day(house.now)

    async def give(pasted: str, day=today) -> int:
        async with house.room.database.transaction() as session:
            return await print_run.give_to_post(session, house.unit_id, run.id, day, pasted, CLERK, house.now)

    with pytest.raises(FutureDate):
        await give("", today + timedelta(days=1))
    with pytest.raises(TrackingDiffers):
        await give("RR123456789VN")
    assert await give("15 RR123456789VN\n17 RR123456791VN") == 3
    with pytest.raises(NothingToPost):
        await give("")
    assert await give("16 RR123456790VN") == 0
    messages = await house.messages()
    assert [one.tracking for one in messages] == ["RR123456789VN", "RR123456790VN", "RR123456791VN"]
    assert "RR123456790VN" in " ".join(pages(await file(house, run.id, "cover")))
    async with house.room.database.transaction() as session:
        await decide.mark_delivered(session, house.unit_id, messages[0].id, "giấy báo phát", CLERK, house.now)
        await decide.mark_returned(session, house.unit_id, messages[1].id, "sai địa chỉ", CLERK, house.now)
    assert [one.state for one in await house.messages()] == [S.DELIVERED, S.RETURNED, S.POSTED]


async def test_a_spoiled_letter_leaves_the_run_and_is_printed_in_the_next(house: House):
    run = await run_of(house, "An", "Bình")
    await sender.make_print_files(house.room)
    (first, _) = await house.messages()
    async with house.room.database.transaction() as session:
        await decide.back_to_print(session, house.unit_id, first.id, CLERK, house.now)
    assert await sender.sweep_files(house.room) == 3
    assert "15/UBND-VP" not in " ".join(pages(await file(house, run.id, "cover")))
    assert (await make(house)).size == 1


async def test_a_run_of_three_hundred_is_made_in_seconds(house: House):
    letters = await house.waiting(*(house.person(f"Nguyễn Văn {n}") for n in range(300)))
    await house.issue(letters)
    started = time.perf_counter()
    run = await make(house)
    assert time.perf_counter() - started < 10
    assert await sender.make_print_files(house.room) == 3
    assert time.perf_counter() - started < 60
    assert len(pages(await file(house, run.id, "cover"))) > 5
