"""The leader assigns, departments write, the leader approves; a wrong address is redirected, a hard case goes up."""

from uuid import UUID

from deploy.demo.house import House
from deploy.demo.registrations import Handling
from shared.profiles.demo_accounts import DEMO_ACCOUNTS


def account_of(department: str) -> str:
    """Who signs in for a department."""
    accounts = DEMO_ACCOUNTS["phu-xuyen"]
    return next(a.username for a in accounts if a.department == department and "department" in a.roles)


async def assign(house: House, question_id: UUID, handling: Handling) -> None:
    """The leader confirms; first to the department that turns out wrong, where the data says so."""
    leader = await house.person("lanhdao")
    first = handling.redirected_from or handling.department
    fields = {"pick": str(question_id), f"department-{question_id}": first, f"kind-{question_id}": handling.kind}
    await leader.send("/routing/assign", fields)
    if handling.redirected_from:
        await _redirect(house, question_id, handling)


async def _redirect(house: House, question_id: UUID, handling: Handling) -> None:
    wrong, leader = await house.person(account_of(handling.redirected_from)), await house.person("lanhdao")
    page = f"/routing/questions/{question_id}"
    reason = "Nội dung không thuộc lĩnh vực đơn vị phụ trách, đề nghị chuyển đơn vị đúng chức năng."
    await wrong.send(f"{page}/redirect", {"redirect_to": handling.department, "redirect_reason": reason})
    await leader.send(f"{page}/redirect/decide", {"decision": "confirm"})


async def draft(house: House, question_id: UUID, handling: Handling, *, submit: bool = True) -> None:
    """The department writes its answer, and submits it."""
    officer = await house.person(account_of(handling.department))
    fields = {
        "text": handling.answer,
        "legal_basis": handling.legal_basis,
        "kind": handling.kind,
        "saves": "0",
        "then": "submit" if submit else "save",
    }
    await officer.send(f"/routing/questions/{question_id}/draft", fields)


async def approve(house: House, question_id: UUID) -> None:
    leader = await house.person("lanhdao")
    await leader.send(f"/routing/approve/{question_id}", {"version": "1", "decision": "approve"})


async def return_draft(house: House, question_id: UUID) -> None:
    """The leader wants it clearer."""
    leader = await house.person("lanhdao")
    reason = "Đề nghị nêu rõ thời hạn giải quyết và nơi nộp hồ sơ, viết ngắn gọn hơn."
    fields = {"version": "1", "decision": "return", "return_reason": reason}
    await leader.send(f"/routing/approve/{question_id}", fields)
