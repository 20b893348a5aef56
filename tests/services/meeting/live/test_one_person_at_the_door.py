"""One person with two forms: one row, one press, one in every figure."""

from playwright.async_api import Browser, expect

from deploy.local.testing import StackHandle
from services.meeting.domain.line import in_order
from services.meeting.domain.minutes_figures import figures_of
from services.meeting.store import minutes, scene
from services.meeting.usecases.read_roll import keep_roll
from shared.contracts.intake import QuestionAccepted, RollReply
from shared.database.engine import Database
from tests.rules import rule
from tests.services.meeting.live import support
from tests.services.meeting.live.evening import Evening, announced
from tests.services.meeting.live.screens import opened, signed_in
from tests.services.meeting.live.support import desk, officer
from tests.services.meeting.plan.figure_queries import asked_of_the_log

LAN_ANH = "Nguyễn Thị Lan Anh"


async def twice_registered(database: Database, *, known: bool = True) -> tuple[Evening, QuestionAccepted]:
    """Lan Anh's first form, then another one, and somebody else's; what intake knows of it comes with the roll."""
    evening = await announced(database)
    await evening.registers(LAN_ANH, "Phạm Đức Anh")
    again = support.accepted(evening.conference_id, text="Câu hỏi thứ hai.")
    await evening.hear(again)
    if known:
        await recognise(evening, again)
    return evening, again


async def recognise(evening: Evening, again: QuestionAccepted) -> None:
    forms = [(evening.questions[LAN_ANH], LAN_ANH), (again, LAN_ANH)]
    forms.append((evening.questions["Phạm Đức Anh"], "Phạm Đức Anh"))
    first = evening.person_of(LAN_ANH)
    rows = [support.roll_row(f, n, "ông/bà A.").model_copy(update={"same_as": _same(f, n, first)}) for f, n in forms]
    async with evening.database.transaction() as session:
        await keep_roll(session, evening.unit_id, evening.conference_id, RollReply(rows=tuple(rows)), 9, support.NOW)


def _same(fact: QuestionAccepted, name: str, first: object) -> object:
    return first if name == LAN_ANH else fact.person_id


async def present_everywhere(database: Database, evening: Evening) -> set[int]:
    """How many are present: in the figures, in the minutes' attendance, and asked of the log in SQL."""
    async with database.transaction() as session:
        shown = await scene.load(session, evening.conference_id)
    figures = {figure.key: figure.value for figure in figures_of(shown.state)}
    asked = await asked_of_the_log(database, evening.conference_id)
    assert figures == asked
    areas = minutes._attendance(shown).areas
    return {figures["people_present"], sum(number for _, number in areas)}


@rule("R-042", "R-110")
async def test_one_press_checks_the_person_in_once_and_brings_both_questions_into_the_line(
    servers: StackHandle, database: Database, room_url: str, browser: Browser
):
    evening, again = await twice_registered(database)
    page = await opened(
        await signed_in(browser, servers, room_url, officer(), width=360, height=740),
        f"{room_url}/meeting/c/{evening.conference_id}/attendance",
        [],
    )
    row = page.locator(".guest").filter(has_text=LAN_ANH)
    await expect(row).to_have_count(1)
    for code in (evening.questions[LAN_ANH].code, again.code):
        await expect(row).to_contain_text(code.partition("/")[0])
    await expect(row).to_contain_text("2 câu hỏi")
    await page.locator("#guest-search").fill(again.code.partition("/")[0])
    await row.get_by_role("button", name="Có mặt").click()
    await expect(page.locator("#door-counts")).to_contain_text("1 có mặt")
    await expect(page.locator("#door-counts")).to_contain_text("2 đăng ký")
    waiting = {proposal.entry.question_id for proposal in in_order(await evening.state())}
    assert waiting == {again.question_id, evening.id_of(LAN_ANH)}
    assert await present_everywhere(database, evening) == {1}
    await row.get_by_role("link", name=LAN_ANH).click()
    for text in (again.text, evening.questions[LAN_ANH].text):
        await expect(page.locator("main")).to_contain_text(text)
    await page.wait_for_function("document.documentElement.scrollWidth === 360")  # once its style is there


@rule("R-042", "R-110")
async def test_a_person_checked_in_under_both_forms_before_the_roll_told_counts_once_from_then_on(
    servers: StackHandle, database: Database, room_url: str
):
    evening, again = await twice_registered(database, known=False)
    async with desk(servers, room_url, evening.conference_id) as at:
        for person in (evening.person_of(LAN_ANH), again.person_id):
            await at.send("attendance/mark", person=person, presence="present", area="thôn Thao Chính")
        assert await present_everywhere(database, evening) == {2}
        await recognise(evening, again)
        assert await present_everywhere(database, evening) == {1}
        assert f"Nhận ra một người gửi nhiều phiếu: {LAN_ANH}" in await at.get("log")
        printed = await at.get("attendance/print")
    assert printed.count(LAN_ANH) == 1 and "Có mặt 1 người" in printed


async def test_either_form_s_address_leads_to_the_one_person(servers: StackHandle, database: Database, room_url: str):
    evening, again = await twice_registered(database)
    async with desk(servers, room_url, evening.conference_id) as at:
        await at.send("attendance/mark", person=evening.person_of(LAN_ANH), presence="present", area="")
        for person in (evening.person_of(LAN_ANH), again.person_id):
            assert "Bỏ điểm danh" in await at.get(f"attendance/p/{person}")
        await at.send("attendance/clear", person=again.person_id)
    assert await present_everywhere(database, evening) == {0}
