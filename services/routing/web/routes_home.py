"""*Việc của tôi*: what is mine and not done, soonest due first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain.life import Life
from services.routing.store.home_reads import Desk, Waiting, department_desk, my_turn, waiting
from services.routing.store.question_tables import QuestionRow
from services.routing.store.reads import overdue
from services.routing.web.views import left_words, lines_of
from shared.identity import Officer, Permission
from shared.web.guard import needs, officer_of
from shared.web.room import room_of
from shared.web.waiting_count import waiting_count

router = APIRouter(prefix="/routing", dependencies=[needs(Permission.SIGNED_IN)])
counter = waiting_count("routing", Permission.SIGNED_IN, "việc đến lượt ông/bà", my_turn)


@dataclass(frozen=True, slots=True)
class Figure:
    """One count that leads to its list."""

    label: str
    value: int
    href: str
    kind: str
    hint: str = ""


@router.get("/")
async def home(request: Request) -> Response:
    room, officer = room_of(request), officer_of(request)
    now = room.clock.now()
    async with room.database.transaction() as session:
        context = await _desks(session, officer, now)
    return room.templates.page(request, "home.html", **context)


async def _desks(session: AsyncSession, officer: Officer, now: datetime) -> dict[str, Any]:
    """One desk for each role the officer has."""
    desks: dict[str, Any] = {"desk": None, "leader": None, "office": None, "late": []}
    if officer.may(Permission.DRAFT_ANSWER) and officer.department:
        desk = await department_desk(session, officer.unit_id, officer.department, now)
        desks["desk"] = {"figures": _desk_figures(desk, officer.department), "lines": lines_of(desk.lines, now)}
    if officer.may(Permission.APPROVE_ANSWER):
        waits = await waiting(session, officer.unit_id, now, QuestionRow.life == Life.SUBMITTED)
        desks["leader"] = {"figures": _leader_figures(waits), "lines": lines_of(waits.first, now), "waits": waits}
        desks["late"] = _late(waits, now)
    if officer.may(Permission.PROPOSE_ASSIGNMENT):
        waits = await waiting(session, officer.unit_id, now, overdue(now))
        desks["office"] = {"figures": _office_figures(waits), "lines": lines_of(waits.first, now), "waits": waits}
        desks["late"] = _late(waits, now)
    return desks


def _late(waits: Waiting, now: datetime) -> list[tuple[str, str, int, str]]:
    """Departments with missed terms, and how long the oldest is missed."""
    found = waits.late_by_department
    return [(key, name, number, left_words(oldest, now)) for key, name, number, oldest in found if oldest]


def _figure(label: str, value: int, href: str, kind: str = "neutral") -> Figure:
    """Coloured only when there is something."""
    return Figure(label, value, href, kind if value else "neutral")


def _desk_figures(desk: Desk, department: str) -> list[Figure]:
    mine = f"/routing/questions?department={department}"
    soon = f"{desk.soon} câu đến hạn trong 2 ngày" if desk.soon else ""
    return [
        Figure("Đang trong hạn", desk.in_time, f"{mine}&clock=running", "warn" if desk.soon else "neutral", soon),
        _figure("Quá hạn", desk.late, f"{mine}&clock=overdue", "bad"),
        _figure("Bị trả lại", desk.returned, f"{mine}&life=returned", "warn"),
        _figure("Chờ lãnh đạo duyệt", desk.submitted, f"{mine}&life=submitted"),
        _figure("Tạm dừng, chờ cấp trên", desk.stopped, f"{mine}&clock=stopped"),
    ]


def _leader_figures(waits: Waiting) -> list[Figure]:
    return [
        _figure("Phân công chờ xác nhận", waits.to_assign, "/routing/assign", "warn"),
        _figure("Đề nghị chuyển đơn vị", waits.redirects, "/routing/assign#redirects", "warn"),
        _figure("Câu trả lời chờ duyệt", waits.to_approve, "/routing/approve", "warn"),
        _figure("Quá hạn", waits.late, "/routing/questions?clock=overdue", "bad"),
        _figure("Chờ cấp trên", waits.awaiting_reply + waits.to_report, "/routing/escalations"),
    ]


def _office_figures(waits: Waiting) -> list[Figure]:
    return [
        _figure("Chờ phân công", waits.to_assign, "/routing/assign", "warn"),
        _figure("Quá hạn trả lời", waits.late, "/routing/questions?clock=overdue", "bad"),
        _figure("Báo cáo cấp trên chưa gửi", waits.to_report, "/routing/escalations", "warn"),
        _figure("Chờ cấp trên trả lời", waits.awaiting_reply, "/routing/escalations"),
        _figure("Thư gửi chưa được", waits.failed, "/routing/questions?life=released", "bad"),
        _figure("Báo cáo của đơn vị", waits.reports, "/routing/reports", "warn"),
    ]
