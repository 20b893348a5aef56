"""Bảng theo dõi gửi trả lời: who was owed what, by what it went, when, and the proof."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.notify.domain.recipient import Recipient
from services.notify.domain.states import LetterState
from services.notify.domain.words import CHANNEL_WORDS, LETTER_TAGS, OUTCOME_WORDS, PURPOSE_WORDS, Tag, message_tag
from services.notify.store.follow_reads import Followed, conference_to_follow, followed
from services.notify.store.letter_reads import conferences
from services.notify.store.message_reads import counts
from services.notify.web import shell
from services.notify.web.sight import DESK, sight_of
from services.notify.web.typed import find_uuid
from services.notify.web.views import HIDDEN, is_hidden, moment, reference_of, void_word
from shared.calendar.words import short_date
from shared.contracts.meeting import Outcome
from shared.web.excel import excel
from shared.web.files import file_response
from shared.web.guard import officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/notify", dependencies=[DESK])
HEADERS = (
    ("Mã phiếu", 16), ("Người nhận", 28), ("Loại", 28), ("Kết quả tại Hội nghị", 22), ("Số, ký hiệu", 16),
    ("Ngày ban hành", 13), ("Cách gửi", 14), ("Địa chỉ", 40), ("Tình trạng", 24), ("Thời điểm", 18),
    ("Mã bưu gửi", 18), ("Bằng chứng, ghi chú", 46),
)  # fmt: skip


class FollowLine(NamedTuple):
    """One row of the table."""

    id: UUID
    code: str
    name: str
    about: str
    outcome: str
    reference: str
    issued_on: str
    channel: str
    address: str
    tag: Tag
    at: str
    tracking: str
    proof: str
    hidden: bool


def follow_line(row: Followed) -> FollowLine:
    letter, message, at = row
    hidden = is_hidden(letter)
    to = Recipient.of(letter.recipient or {})
    outcome = letter.content.get("outcome")
    return FollowLine(
        id=letter.id,
        code=letter.code or HIDDEN,
        name=to.org_name or to.full_name,
        about="" if hidden else PURPOSE_WORDS[letter.purpose],
        outcome=OUTCOME_WORDS[Outcome(outcome)] if outcome else "",
        reference=reference_of(letter),
        issued_on=short_date(letter.issued_on) if letter.issued_on else "",
        channel=CHANNEL_WORDS[message.channel] if message and not hidden else "",
        address=message.to_address if message else "",
        tag=message_tag(message.state, message.channel) if message else LETTER_TAGS[letter.state],
        at=moment(at) if isinstance(at, datetime) and not hidden else "",
        tracking=message.tracking if message else "",
        proof=(message.proof or message.trouble) if message else void_word(letter),
        hidden=hidden,
    )


@router.get("/receipts")
async def table(request: Request) -> Response:
    room, unit_id, sight = room_of(request), officer_of(request).unit_id, sight_of(request)
    conference = find_uuid(request.query_params.get("conference", ""))
    async with room.database.transaction() as session:
        announced = await conferences(session, unit_id)
        if "conference" not in request.query_params:
            conference = await conference_to_follow(session, unit_id, sight, room.clock.now())
        rows = await followed(session, unit_id, conference, sight)
        figures = await counts(session, unit_id, sight)
    lines = [follow_line(row) for row in rows]
    return room.templates.page(
        request,
        "receipts.html",
        lines=lines,
        conference=str(conference or ""),
        conferences=[(str(c.conference_id), c.title) for c in announced],
        delivered=sum(line.tag.kind == "good" for line in lines),
        owed=sum(row.letter.state is not LetterState.VOID for row in rows),
        tabs=shell.tabs("/notify/receipts", figures),
    )


@router.get("/receipts.xlsx")
async def export(request: Request) -> Response:
    """The table of a conference, or of all, as Excel."""
    room, unit_id, sight = room_of(request), officer_of(request).unit_id, sight_of(request)
    async with room.database.transaction() as session:
        rows = await followed(session, unit_id, find_uuid(request.query_params.get("conference", "")), sight)
    cells = ([one.text if isinstance(one, Tag) else str(one) for one in follow_line(row)[1:-1]] for row in rows)
    return file_response(excel("Theo dõi", HEADERS, cells), "theo-doi-gui-tra-loi.xlsx")
