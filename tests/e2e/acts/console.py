"""The console of the live session: door, programme, line, turns, gavel."""

from playwright.async_api import expect

from tests.e2e.acts.portal import Asker
from tests.e2e.person import LATEST_S, Person

SOON_MS = LATEST_S * 1000


async def open_console(operator: Person) -> None:
    """From the list of conferences to the console of the newest."""
    await operator.follow("Hội nghị")
    await operator.follow(operator.at("td.is-title a"))
    await operator.follow("Bàn điều hành")
    await expect(operator.at("#desk-agenda")).to_be_visible(timeout=SOON_MS)


async def check_in(operator: Person, asker: Asker) -> None:
    guest = operator.at("#guests li").filter(has_text=asker.name)
    await operator.press(guest.get_by_role("button", name="Có mặt"))
    await expect(guest).to_have_class("guest is-present", timeout=SOON_MS)


async def begin(operator: Person, secretary: str) -> None:
    """Open, announce the recording, adopt the programme, appoint the secretary, go on to the people's step."""
    await operator.press("Khai mạc")
    await operator.press("Báo ghi hình")
    await operator.press("Đã thông qua chương trình")
    await operator.at("#secretary-name").fill(secretary)
    await operator.press(operator.at("#appoint"))
    for number in (2, 3, 4):
        await operator.press(f"Sang bước {number}")


async def raise_in_hall(operator: Person, asker: Asker) -> None:
    """Somebody stands up who never registered."""
    box = await operator.unfold("Ghi ý kiến")
    await operator.at("#walk-name").fill(asker.name)
    await operator.at("#walk-area").select_option(label=asker.area)
    await operator.at("#walk-address").fill(asker.address)
    await operator.at("#walk-text").fill(asker.text)
    await operator.press("Ghi vào danh sách chờ", box)


async def call(operator: Person, asker: Asker) -> None:
    """Call this one, be it the proposed next or another in the line."""
    proposed = operator.at("#next-card").filter(has_text=asker.name).get_by_role("button", name="Mời")
    other = operator.at("#waiting .entry").filter(has_text=asker.name).get_by_role("button", name="Mời")
    await operator.press(proposed.or_(other).first)
    await expect(operator.at("#turn-card h2")).to_have_text(asker.name, timeout=SOON_MS)


async def call_next(operator: Person) -> None:
    """Call the one who is proposed."""
    await operator.press(operator.at("#next-card .invite button").first)
    await expect(operator.at("#turn-card")).to_be_visible(timeout=SOON_MS)


async def end(operator: Person, outcome: str) -> None:
    """End the turn with what the hall decided: the words on the button."""
    await operator.press(operator.at("#turn-card").get_by_role("button", name=outcome))
    await expect(operator.at("#turn-card")).to_have_count(0, timeout=SOON_MS)


async def let_the_gavel_fall(operator: Person) -> None:
    for number in (5, 6):
        await operator.press(f"Sang bước {number}")
    await operator.follow("Kết thúc hội nghị")
    await operator.press(operator.at("#gavel"))
