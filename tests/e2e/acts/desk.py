"""The desk of intake: what comes on paper or by telephone is keyed in, every question is screened by a person."""

from datetime import datetime
from pathlib import Path

from shared.calendar import to_local
from tests.e2e.acts.portal import Asker
from tests.e2e.person import Person


async def key_in(clerk: Person, asker: Asker, way: str, received_at: datetime, scan: Path | None = None) -> str:
    """One form; answers its code. `way` is the channel's word on the page."""
    local = to_local(received_at)
    await clerk.follow("Tiếp nhận")
    await clerk.follow("Nhập phiếu")
    await clerk.tick(way)
    await clerk.fill({"Ngày nhận": f"{local:%Y-%m-%d}", "Giờ nhận": f"{local:%H:%M}", "Họ và tên": asker.name})
    await clerk.fill({"Địa chỉ": asker.address, "1. Về thủ tục": asker.text})
    if asker.comes:
        await clerk.tick("Có")
    if scan:
        await clerk.field("Bản chụp phiếu").set_input_files(scan)
    if way == "Đường dây nóng":
        await clerk.tick("Đã đọc lại nội dung")
    await clerk.press("Lưu phiếu")
    return (await clerk.words("h1")).split()[1]


async def accept(office: Person, code: str) -> None:
    """Read the question, take it."""
    await _open(office, code)
    await office.press("Nhận", office.at("section").filter(has=office.page.locator("#accept")))


async def turn_away(office: Person, code: str, reason: str, added: str) -> None:
    """With a reasoned notice that is read before it is sent."""
    await _open(office, code)
    await office.follow(reason)
    await office.fill({"Lời thêm của cán bộ": added})
    await office.press("Gửi thông báo")


async def _open(office: Person, code: str) -> None:
    await office.follow("Tiếp nhận")
    await office.follow("Phân loại", office.at("main"))  # the menu tells how many wait for it, in the same words
    await office.follow(code)
