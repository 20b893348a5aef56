"""The office plans a conference, looks at its dates, and publishes."""

from datetime import datetime

from shared.calendar import to_local
from shared.calendar.words import instant_words
from tests.e2e.person import Person


async def plan(office: Person, starts_at: datetime) -> None:
    """Try a day, read the picture, keep it as a draft; ends on the plan's page."""
    local = to_local(starts_at)
    await office.follow("Hội nghị")
    await office.follow("Lập kế hoạch Hội nghị")
    await office.fill({"Ngày họp": f"{local:%Y-%m-%d}", "Giờ bắt đầu": f"{local:%H:%M}"})
    async with office.page.expect_navigation():
        await office.page.get_by_role("button", name="Xem các mốc thời gian").click()
    await office.sees(instant_words(starts_at).split(maxsplit=1)[1], ".plan-picture")
    await office.fill({"Họ và tên người chủ trì": "Trần Minh Đức"})
    await office.press("Lưu dự thảo")


async def publish(office: Person, number: str) -> None:
    """From the plan's page to a frozen plan and an open register."""
    await office.follow("Công bố")
    await office.fill({"Số văn bản": number, "Họ và tên người ký": "Trần Minh Đức"})
    await office.press("Công bố và bắt đầu nhận phiếu")
