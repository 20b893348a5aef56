"""The list of questions with its filters, and its export."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from starlette.datastructures import QueryParams

from services.routing.domain import words
from services.routing.domain.due import Clock
from services.routing.domain.life import Life
from services.routing.store.frozen import profile_of
from services.routing.store.reads import PAGE, Filter, conditions, conferences, count, listing
from services.routing.web.typed import find_choice, find_uuid, number
from services.routing.web.views import Line, departments_of, lines_of
from shared.calendar import instant_words
from shared.contracts.meeting import Outcome
from shared.identity import Permission
from shared.vietnamese import clean
from shared.web.excel import excel
from shared.web.files import file_response
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/routing/questions", dependencies=[needs(Permission.READ_QUESTION)])

HEADERS = (
    ("Mã", 14), ("Nội dung", 60), ("Địa bàn", 20), ("Hội nghị", 30), ("Nhận lúc", 24), ("Đơn vị trả lời", 28),
    ("Người chịu trách nhiệm", 26), ("Tình trạng", 16), ("Hạn trả lời", 12), ("Theo hạn", 14), ("Kết quả hội nghị", 26),
    ("Văn bản trả lời", 22),
)  # fmt: skip


@router.get("")
async def show_list(request: Request) -> Response:
    room, officer = room_of(request), officer_of(request)
    now, wanted = room.clock.now(), filter_of(request.query_params)
    page = max(1, number(request.query_params.get("page", ""), 1))
    async with room.database.transaction() as session:
        where = conditions(officer.unit_id, wanted, now)
        total = await count(session, *where)
        found = await listing(session, *where, offset=(page - 1) * PAGE)
        profile = await profile_of(session, officer.unit_id)
        announced = await conferences(session, officer.unit_id)
    query = {name: value for name, value in request.query_params.items() if name != "page" and value}
    return room.templates.page(
        request,
        "questions.html",
        lines=lines_of(found, now),
        total=total,
        wanted=wanted,
        query=urlencode(query),
        paging=_paging(query, page, total),
        conferences=[(str(c.conference_id), c.title) for c in announced],
        departments=departments_of(profile),
        lives=_options(words.LIFE_WORDS),
        clocks=[(clock.value, text) for clock, text in words.CLOCK_WORDS.items() if text],
        outcomes=_options(words.OUTCOME_WORDS),
    )


@router.get("/export.xlsx")
async def export(request: Request) -> Response:
    """The filtered list, whole, as Excel."""
    room, officer = room_of(request), officer_of(request)
    now, wanted = room.clock.now(), filter_of(request.query_params)
    async with room.database.transaction() as session:
        found = await listing(session, *conditions(officer.unit_id, wanted, now), limit=None)
    rows = [_cells(line, now) for line in lines_of(found, now)]
    return file_response(excel("Câu hỏi", HEADERS, rows), "cau-hoi.xlsx")


def _cells(line: Line, now: datetime) -> tuple[str, ...]:
    row = line.row
    held = (line.holder, row.responsible, line.state[1], line.due, line.left)
    asked = (row.code, row.text, row.area, line.conference, instant_words(row.received_at))
    return (*asked, *held, line.outcome, row.letter_number)


def filter_of(query: QueryParams) -> Filter:
    """The filter of an address; what cannot be read counts as not asked."""
    return Filter(
        conference=find_uuid(query.get("conference", "")),
        life=find_choice(Life, query.get("life", "")),
        department=query.get("department", ""),
        clock=find_choice(Clock, query.get("clock", "")),
        outcome=find_choice(Outcome, query.get("outcome", "")),
        text=clean(query.get("q", ""))[:200],
    )


def _paging(query: dict[str, str], page: int, total: int) -> dict[str, str | None]:
    last = max(1, -(-total // PAGE))

    def href(number: int) -> str:
        return "/routing/questions?" + urlencode(query | {"page": str(number)})

    return {
        "newer": href(page - 1) if page > 1 else None,
        "older": href(page + 1) if page < last else None,
        "words": f"Trang {page}/{last} · {total} câu hỏi",
    }


def _options(labels: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(member.value, text) for member, text in labels.items()]
