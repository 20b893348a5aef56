"""The figures of a session: every one is a count over the log, named for the minutes and the result."""

from dataclasses import dataclass

from services.meeting.domain.gavel import counts
from services.meeting.domain.session import Session
from shared.contracts.meeting import Outcome

LABELS = {
    "questions": "Tổng số câu hỏi, ý kiến",
    "registered": "Đăng ký trước bằng Phiếu",
    "walk_ins": "Nêu trực tiếp tại Hội nghị",
    "turns": "Lượt phát biểu",
    "people_present": "Người có mặt",
    "people_excused": "Vắng, có báo Ban Tổ chức",
    "people_absent": "Vắng, không báo",
    "people_refused": "Không được tham dự",
    f"outcome_{Outcome.ANSWERED_IN_HALL}": "Trả lời ngay tại Hội nghị",
    f"outcome_{Outcome.TO_WRITE}": "Sẽ trả lời bằng văn bản",
    f"outcome_{Outcome.OVER_AUTHORITY}": "Vượt thẩm quyền, báo cáo cấp trên",
    f"outcome_{Outcome.GUIDED}": "Hướng dẫn đến cơ quan có thẩm quyền",
    f"outcome_{Outcome.ABSENT}": "Người hỏi vắng, gửi kết quả trả lời theo địa chỉ",
    f"outcome_{Outcome.NOT_REACHED}": "Chưa đến lượt, gửi trả lời bằng văn bản",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its name."""

    key: str
    label: str
    value: int


def figures_of(session: Session) -> tuple[Figure, ...]:
    """Rule: R-042, R-110"""
    counted = counts(session)
    counted["registered"] = counted["questions"] - counted["walk_ins"]
    return tuple(Figure(key, label, counted[key]) for key, label in LABELS.items())
