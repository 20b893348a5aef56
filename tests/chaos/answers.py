"""The leader assigns, departments write, the leader approves."""

from uuid import UUID

from deploy.demo.staff import account_of
from tests.chaos.before import pages
from tests.chaos.clicks import Browser
from tests.chaos.crew import DEPARTMENTS, Crew

ANSWER = "UBND xã đã kiểm tra và trả lời: hồ sơ được giải quyết trong 05 ngày làm việc kể từ ngày nhận đủ giấy tờ."


async def assign(crew: Crew, questions: list[UUID]) -> None:
    """The leader confirms page by page."""
    ids = [str(question) for question in questions]
    waiting = "select count(*) from routing.questions where id = any($1::uuid[])"
    await crew.books.reaches(len(ids), waiting, ids)
    for some in pages(questions):
        departments = {f"department-{question}": department_of(UUID(question)) for question in some}
        kinds = {f"kind-{question}": "answer" for question in some}
        await crew.officers["lanhdao"].click("/routing/assign", {"pick": some} | departments | kinds)


async def answer(crew: Crew, questions: list[UUID]) -> None:
    """Every department writes and submits its own, all at a time; then the leader approves one after another."""
    for department in DEPARTMENTS:
        mine = [question for question in questions if department_of(question) == department]
        await crew.with_browsers([crew.officers[account_of(department)]] * 2, _draft, mine)
    await crew.with_browsers([crew.officers["lanhdao"]] * 4, _approve, questions)


async def _draft(officer: Browser, question: UUID) -> None:
    written = {"text": ANSWER, "legal_basis": "", "kind": "answer", "saves": "0", "then": "submit"}
    await officer.click(f"/routing/questions/{question}/draft", written)


async def _approve(leader: Browser, question: UUID) -> None:
    await leader.click(f"/routing/approve/{question}", {"version": "1", "decision": "approve"})


def department_of(question: UUID) -> str:
    return DEPARTMENTS[question.int % len(DEPARTMENTS)]
