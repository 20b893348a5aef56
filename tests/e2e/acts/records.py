"""What remains of the session: the minutes with their two signatures, the reviewed result."""

from tests.e2e.person import Person


async def open_page(office: Person, page: str) -> None:
    """A page of the newest conference, by its button."""
    await office.follow("Hội nghị")
    await office.follow(office.at("td.is-title a"))
    await office.follow(page)


async def edit_passage(secretary: Person, passage: str, text: str) -> None:
    """Rewrite the passage of that name."""
    place = secretary.at(".passage").filter(has=secretary.page.locator("summary", has_text=passage))
    await place.locator("summary").click()
    await place.locator("textarea").fill(text)
    await secretary.press("Lưu", place)


async def sign_off(secretary: Person, number: str) -> None:
    box = await secretary.unfold("Chốt biên bản")
    await secretary.fill({"Số biên bản": number}, box)
    await secretary.press("Chốt biên bản", box)


async def review_all(office: Person) -> int:
    """Read each as a citizen will, and tick it; answers how many."""
    count = await office.at(".review").count()
    for place in range(count):
        item = office.at(".review").nth(place)
        await office.tick("Đã đọc và duyệt", within=item)
        await office.press("Lưu", item)
    return count


async def publish(office: Person) -> None:
    box = await office.unfold("Công khai kết quả")
    await office.press("Công khai", box)
