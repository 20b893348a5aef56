"""The notice to somebody whose question the conference cannot take: why, and where to go."""

from shared.contracts.intake import ExclusionReason
from shared.profiles.documents import Notice

REASON_WORDS: dict[ExclusionReason, str] = {
    ExclusionReason.COMPLAINT: "khiếu nại",
    ExclusionReason.DENUNCIATION: "tố cáo",
    ExclusionReason.NOT_PROCEDURE: "không phải thủ tục hành chính",
    ExclusionReason.NOT_ENTITLED: "chưa đủ điều kiện tham gia",
    ExclusionReason.UNREADABLE: "không đọc được",
}


def compose(notice: Notice, added: str = "") -> str:
    """The profile's words, then what the officer adds. Never contains the question's text. Rule: R-032, C-11"""
    guidance = "\n".join(f"- {line}" for line in notice.guidance)
    return "\n\n".join(part for part in (notice.explanation, guidance, added) if part)
