"""Who answers what by when: assign, draft, return, approve, hand on, escalate."""

from tests.e2e.person import Person


async def assign(leader: Person, departments: dict[str, str]) -> None:
    """The leader ticks the questions (by code) and confirms each one's department."""
    await leader.follow("Câu hỏi")
    await leader.follow("Phân công")
    for code, department in departments.items():
        await leader.field(f"Đơn vị trả lời câu hỏi {code}").select_option(label=department)
        await leader.tick(f"Chọn câu hỏi {code}")
    await leader.press("Xác nhận phân công các câu đã chọn")


async def open_question(officer: Person, code: str) -> None:
    await officer.follow("Câu hỏi")
    await officer.fill({"Tìm trong mã": code.split("/", maxsplit=1)[0]})
    async with officer.page.expect_navigation():
        await officer.page.get_by_role("button", name="Lọc").click()
    await officer.follow(code)


async def submit(officer: Person, code: str, text: str) -> None:
    """Write the answer and hand it to the leader."""
    await open_question(officer, code)
    await officer.fill({"Nội dung trả lời": text, "Căn cứ pháp lý": "Điều 16 Luật Hộ tịch năm 2014"})
    await officer.press("Lưu và trình lãnh đạo")
    await officer.sees("Chờ duyệt")


async def approve(leader: Person, code: str) -> None:
    await open_question(leader, code)
    await leader.follow("Đọc và duyệt")
    await leader.press("Duyệt")


async def send_back(leader: Person, code: str, reason: str) -> None:
    await open_question(leader, code)
    await leader.follow("Đọc và duyệt")
    await leader.fill({"Trả lại vì": reason})
    await leader.press("Trả lại để sửa")


async def ask_to_hand_on(officer: Person, code: str, to: str, reason: str) -> None:
    await open_question(officer, code)
    box = await officer.unfold("Không thuộc đơn vị tôi")
    await officer.fill({"Đơn vị có trách nhiệm": to, "Lý do": reason}, box)
    await officer.press("Gửi đề nghị", box)


async def agree_to_hand_on(leader: Person, code: str) -> None:
    await open_question(leader, code)
    await leader.press("Đồng ý chuyển")


async def escalate(officer: Person, code: str, reason: str) -> None:
    await open_question(officer, code)
    box = await officer.unfold("Vượt thẩm quyền")
    await officer.fill({"Vì sao vượt thẩm quyền": reason}, box)
    await officer.press("Lập báo cáo", box)


async def record_report(office: Person, number: str) -> None:
    await office.follow("Câu hỏi")
    await office.follow("Báo cáo cấp trên")
    await office.fill({"Số, ký hiệu": number})
    await office.press("Ghi đã gửi")


async def record_reply(office: Person, number: str, summary: str) -> None:
    await office.follow("Câu hỏi")
    await office.follow("Báo cáo cấp trên")
    await office.fill({"Số, ký hiệu văn bản đến": number, "Tóm tắt ý kiến": summary})
    await office.press("Ghi ý kiến cấp trên")
