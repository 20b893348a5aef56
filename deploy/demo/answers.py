"""The leader assigns, departments write, the leader approves; a wrong address is redirected, a hard case goes up."""

from uuid import UUID

from deploy.demo.registrations import Handling
from deploy.demo.staff import Staff


async def assign(staff: Staff, question_id: UUID, handling: Handling) -> None:
    """The leader confirms; first to the department that turns out wrong, where the data says so."""
    leader = await staff.leader()
    first = handling.redirected_from or handling.department
    fields = {"pick": str(question_id), f"department-{question_id}": first, f"kind-{question_id}": handling.kind}
    await leader.send("/routing/assign", fields)
    if handling.redirected_from:
        await _redirect(staff, question_id, handling)


async def _redirect(staff: Staff, question_id: UUID, handling: Handling) -> None:
    wrong, leader = await staff.writer(handling.redirected_from), await staff.leader()
    page = f"/routing/questions/{question_id}"
    reason = "Nội dung không thuộc lĩnh vực đơn vị phụ trách, đề nghị chuyển đơn vị đúng chức năng."
    await wrong.send(f"{page}/redirect", {"redirect_to": handling.department, "redirect_reason": reason})
    await leader.send(f"{page}/redirect/decide", {"decision": "confirm"})


async def draft(staff: Staff, question_id: UUID, handling: Handling, *, submit: bool = True) -> None:
    """The department writes its answer, and submits it."""
    officer = await staff.writer(handling.department)
    fields = {
        "text": handling.answer,
        "legal_basis": handling.legal_basis,
        "kind": handling.kind,
        "saves": "0",
        "then": "submit" if submit else "save",
    }
    await officer.send(f"/routing/questions/{question_id}/draft", fields)


async def approve(staff: Staff, question_id: UUID) -> None:
    leader = await staff.leader()
    await leader.send(f"/routing/approve/{question_id}", {"version": "1", "decision": "approve"})


async def return_draft(staff: Staff, question_id: UUID) -> None:
    """The leader wants it clearer."""
    leader = await staff.leader()
    reason = "Đề nghị nêu rõ thời hạn giải quyết và nơi nộp hồ sơ, viết ngắn gọn hơn."
    fields = {"version": "1", "decision": "return", "return_reason": reason}
    await leader.send(f"/routing/approve/{question_id}", fields)
