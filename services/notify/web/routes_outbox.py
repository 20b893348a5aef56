"""Đang gửi: every message with its state and proof; what needs a person's decision stands first."""

from fastapi import APIRouter, Request, Response
from starlette.datastructures import QueryParams

from services.notify.domain.states import MessageState
from services.notify.domain.words import CHANNEL_WORDS, MESSAGE_TAGS, PURPOSE_WORDS
from services.notify.store import message_reads as reads
from services.notify.store.letter_reads import conferences
from services.notify.store.message_reads import MessageFilter
from services.notify.web import shell
from services.notify.web.sight import DESK, sight_of
from services.notify.web.typed import find_choice, find_uuid, page_number
from services.notify.web.views import MessageLine, message_lines
from shared.contracts.notify import Delivery, Purpose
from shared.vietnamese import clean
from shared.web.excel import excel
from shared.web.files import file_response
from shared.web.guard import officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/notify", dependencies=[DESK])
HEADERS = (
    ("Mã phiếu", 16), ("Người nhận", 28), ("Loại", 28), ("Số, ký hiệu", 16), ("Cách gửi", 14), ("Địa chỉ", 40),
    ("Tình trạng", 24), ("Lần gửi", 8), ("Mã bưu gửi", 18), ("Bằng chứng, ghi chú", 46), ("Soạn lúc", 18),
)  # fmt: skip


@router.get("/outbox")
async def outbox(request: Request) -> Response:
    room, unit_id = room_of(request), officer_of(request).unit_id
    sight = sight_of(request)
    wanted, page = filter_of(request.query_params), page_number(request.query_params.get("page", ""))
    async with room.database.transaction() as session:
        where = reads.sent_where(unit_id, wanted, sight)
        total = await reads.count_messages(session, *where)
        found = await reads.sent(session, *where, sight=sight, offset=(page - 1) * reads.PAGE)
        figures = await reads.counts(session, unit_id, sight)
        announced = await conferences(session, unit_id)
    query = shell.query_of(request)
    return room.templates.page(
        request,
        "outbox.html",
        lines=message_lines(found),
        total=total,
        wanted=wanted,
        query=query,
        paging=shell.paging("/notify/outbox", query, page, reads.PAGE, total, "thư"),
        figures=shell.figures(figures),
        tabs=shell.tabs("/notify/outbox", figures),
        conferences=[(str(c.conference_id), c.title) for c in announced],
        states=shell.options(MESSAGE_TAGS),
        channels=shell.options(CHANNEL_WORDS),
        purposes=shell.options(PURPOSE_WORDS),
    )


@router.get("/outbox.xlsx")
async def export(request: Request) -> Response:
    """The filtered list, whole, as Excel."""
    room, unit_id, sight = room_of(request), officer_of(request).unit_id, sight_of(request)
    async with room.database.transaction() as session:
        where = reads.sent_where(unit_id, filter_of(request.query_params), sight)
        found = await reads.sent(session, *where, sight=sight, limit=None)
    return file_response(excel("Thư", HEADERS, map(_cells, message_lines(found))), "thu-dang-gui.xlsx")


def _cells(line: MessageLine) -> tuple[str, ...]:
    row = line.row
    sent = (line.tag.text, str(row.tries or ""), row.tracking, line.word, line.at)
    return (line.code, row.to_name, line.about, line.reference, line.channel, row.to_address, *sent)


def filter_of(query: QueryParams) -> MessageFilter:
    """The filter of an address; what cannot be read counts as not asked."""
    return MessageFilter(
        conference=find_uuid(query.get("conference", "")),
        state=find_choice(MessageState, query.get("state", "")),
        channel=find_choice(Delivery, query.get("channel", "")),
        purpose=find_choice(Purpose, query.get("purpose", "")),
        text=clean(query.get("q", ""))[:200],
        stuck=query.get("stuck", "") == "1",
    )
