"""A citizen at the portal: fills in, checks, sends; later looks the question up."""

from dataclasses import dataclass

from playwright.async_api import Response

from tests.e2e.person import Person


@dataclass(frozen=True)
class Asker:
    """Somebody with a question. Without `email` the answer goes by post."""

    name: str
    area: str
    text: str
    email: str = ""
    comes: bool = False

    @property
    def address(self) -> str:
        return f"Số 5, {self.area}, xã Phú Xuyên, thành phố Hà Nội"


async def fill_in(citizen: Person, asker: Asker) -> None:
    """The electronic form, from the page of the unit."""
    await citizen.open("/don-vi/phu-xuyen")
    await citizen.follow("gửi câu hỏi")
    await citizen.fill({"Họ và tên": asker.name, "Điện thoại": "0912 345 678", "Địa chỉ": asker.address})
    await citizen.fill({"Địa chỉ email": asker.email, "1. Về thủ tục": asker.text})
    await citizen.tick("Có, tôi sẽ đến dự" if asker.comes else "Không, gửi câu trả lời cho tôi")
    await citizen.tick("Tôi cam đoan")


async def register(citizen: Person, asker: Asker) -> tuple[str, Response]:
    """Fill in, check, send; answers the code on the receipt and the answer to the POST."""
    await fill_in(citizen, asker)
    await citizen.press("Kiểm tra lại trước khi gửi")
    await citizen.sees(asker.text)
    sent = await citizen.press("Gửi phiếu")
    await citizen.sees("Đã nhận phiếu của ông/bà", "h1")
    return await citizen.words(".receipt-code"), sent


async def look_up(citizen: Person, code: str) -> None:
    """The status page, by typing the code."""
    await citizen.open("/")
    await citizen.follow("Tra cứu")
    await citizen.fill({"Mã phiếu": code})
    async with citizen.page.expect_navigation():
        await citizen.page.get_by_role("button", name="Tra cứu").click()
    await citizen.sees(f"Phiếu {code}", "h1")
