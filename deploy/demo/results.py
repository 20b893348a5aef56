"""After the gavel: the minutes are signed off, the result is read line by line and published."""

from uuid import UUID

from deploy.demo.staff import Staff

SUMMARY = (
    "Hội nghị diễn ra dân chủ, thẳng thắn. Các ý kiến tập trung vào đất đai, hộ tịch, đăng ký hộ kinh doanh và việc "
    "tiếp nhận, trả kết quả. UBND xã đã trả lời trực tiếp phần lớn câu hỏi, số còn lại được trả lời bằng văn bản."
)
CONCLUSION = (
    "Yêu cầu các phòng, ban niêm yết lại đầy đủ thủ tục, rút ngắn thời gian chờ tại Điểm Hỗ trợ Dịch vụ công số và "
    "trả lời bằng văn bản đúng hạn các ý kiến chưa được giải đáp tại Hội nghị."
)


async def sign_off_minutes(staff: Staff, conference_id: UUID) -> None:
    """The secretary writes the chair's conclusion and closes the minutes."""
    office = await staff.office()
    base = f"/meeting/c/{conference_id}/minutes"
    await office.open(base)
    await office.send(f"{base}/edit", {"key": "conclusion", "text": CONCLUSION})
    await office.send(f"{base}/finalize", {"number": "12"})


async def publish_result(staff: Staff, conference_id: UUID) -> None:
    """Every question is read as the public will read it, then all are published."""
    office = await staff.office()
    base = f"/meeting/c/{conference_id}/results"
    page = await office.open(base)
    for form in office.forms(page):
        if form.action == f"{base}/item" and form.fields.get("answer"):
            await office.send(form.action, form.fields | {"is_reviewed": "1"})
    await office.send(f"{base}/summary", {"summary": SUMMARY})
    await office.send(f"{base}/publish", {})
    await staff.house.rest()
