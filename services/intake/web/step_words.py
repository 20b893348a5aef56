"""Each step of a question's way, as its sender reads it: a title and a sentence."""

from services.intake.domain.progress import Step
from services.intake.store.tables import Conference, Progress, Question
from services.intake.web.words import OUTCOME_WORDS
from shared.calendar import instant_words, local_day, short_date
from shared.contracts.intake import AnswerPath
from shared.contracts.notify import Delivery
from shared.profiles import Profile

DELIVERY_WORDS = {Delivery.EMAIL: "thư điện tử", Delivery.POST: "bưu điện", Delivery.HAND: "trao tay"}
STILL_OURS = "Chúng tôi vẫn là nơi trả lời ông/bà."
TWICE = "Câu hỏi của ông/bà vẫn được trả lời."
KEPT = "Câu hỏi vẫn được lưu trong sổ nhưng không giải quyết nữa."
BY_ADDRESS = "Văn bản được gửi theo địa chỉ hoặc email ghi trên phiếu."


def step_words(
    step: Step, question: Question, progress: Progress, conference: Conference, profile: Profile
) -> tuple[str, str]:
    """The words of one step, done or still ahead."""
    if step in AT_THE_DOOR:
        return _at_the_door(step, question, conference, profile)
    sent = DELIVERY_WORDS[Delivery(progress.delivered_by)] if progress.delivered_by else ""
    due = f"Hạn trả lời: {short_date(local_day(progress.due_at))}." if progress.due_at else ""
    words: dict[Step, tuple[str, str]] = {
        Step.ASSIGNED: (f"Đã chuyển {progress.department}" if progress.department else "Chuyển đơn vị trả lời", due),
        Step.ESCALATED: (f"Vượt thẩm quyền, đã báo cáo {progress.superior or 'cấp trên'}", STILL_OURS),
        Step.APPROVED: ("Đã có câu trả lời được duyệt", "" if progress.outcome else promise(question, conference)),
        Step.CONFERENCE: ("Trả lời tại hội nghị", f"{instant_words(conference.starts_at)}, {conference.venue}."),
        Step.CONCLUDED: ("Kết quả tại hội nghị", OUTCOME_WORDS[progress.outcome] if progress.outcome else ""),
        Step.WRITING: ("Gửi văn bản trả lời", BY_ADDRESS),
        Step.LETTER: (f"Đã ký thư trả lời số {progress.letter_number or '…'}", ""),
        Step.DELIVERED: ("Thư trả lời đã gửi đến ông/bà", f"Bằng {sent}.") if sent else ("Gửi thư trả lời", ""),
    }
    return words[step]


AT_THE_DOOR = frozenset(
    {Step.RECEIVED, Step.SCREENING, Step.ACCEPTED, Step.TURNED_AWAY, Step.DUPLICATE, Step.WITHDRAWN}
)


def _at_the_door(step: Step, question: Question, conference: Conference, profile: Profile) -> tuple[str, str]:
    words: dict[Step, tuple[str, str]] = {
        Step.RECEIVED: (
            "Đã nhận phiếu",
            profile.late_notice.text if question.is_late and not _at_conference(question) else "",
        ),
        Step.SCREENING: ("Đang chờ cán bộ xem xét", profile.rules.answer.screening.words),
        Step.ACCEPTED: ("Đã phân loại: đúng nội dung đối thoại", promise(question, conference)),
        Step.TURNED_AWAY: ("Nội dung không đưa vào hội nghị", question.notice),
        Step.DUPLICATE: ("Được ghép với câu hỏi cùng nội dung đã nhận trước", TWICE),
        Step.WITHDRAWN: ("Đã rút câu hỏi", KEPT),
    }
    return words[step]


def promise(question: Question, conference: Conference) -> str:
    """Where the answer is promised. Rule: R-031, C-11"""
    if _at_conference(question):
        return f"Câu hỏi được trả lời tại hội nghị, {instant_words(conference.starts_at)}."
    return "Câu hỏi được trả lời bằng văn bản."


def _at_conference(question: Question) -> bool:
    return question.path is AnswerPath.AT_CONFERENCE
