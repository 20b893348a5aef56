"""Why an entry is proposed, in the words the chair can read out."""

from services.meeting.domain.entries import Source
from services.meeting.domain.line import Proposal
from shared.calendar.words import clock_time


def reason_for(proposal: Proposal) -> str:
    """'Đăng ký đúng hạn; thôn Thao Chính chưa có lượt phát biểu; chưa phát biểu lần nào.'

    Rule: R-010, R-031, C-13
    """
    if proposal.placed_by:
        return f"Do {proposal.placed_by} xếp vào vị trí này."
    parts = [_source(proposal), _area(proposal), _person(proposal)]
    return "; ".join(part for part in parts if part) + "."


def _source(proposal: Proposal) -> str:
    if proposal.entry.source is Source.REGISTERED:
        return "Đăng ký đúng hạn"
    follow = "chất vấn thêm" if proposal.entry.follow_up_of else "ý kiến tại hội trường"
    return f"Không còn người đăng ký trước; {follow} lúc {clock_time(proposal.entry.arrived_at)}"


def _area(proposal: Proposal) -> str:
    if not proposal.entry.area:
        return ""
    if not proposal.area_turns:
        return f"{proposal.entry.area} chưa có lượt phát biểu"
    return f"{proposal.entry.area} mới có {proposal.area_turns} lượt"


def _person(proposal: Proposal) -> str:
    if proposal.person_turns:
        return f"đã phát biểu {proposal.person_turns} lần"
    return "chưa phát biểu lần nào"
