"""Enum members in the words of the screens."""

from services.intake.domain.question import STATE_WORDS, State
from shared.contracts.intake import AnswerPath, Channel, Section
from shared.contracts.meeting import Outcome

CHANNEL_WORDS: dict[Channel, str] = {
    Channel.WEB: "Trang web",
    Channel.PAPER: "Phiếu giấy",
    Channel.COUNTER: "Nộp tại quầy",
    Channel.POST: "Bưu điện",
    Channel.HOTLINE: "Đường dây nóng",
    Channel.EMAIL: "Thư điện tử",
    Channel.WALK_IN: "Tại hội nghị",
}
SECTION_WORDS: dict[Section, str] = {
    Section.PROCEDURE: "Về thủ tục hành chính",
    Section.SETTLEMENT: "Về giải quyết thủ tục hành chính",
}
PATH_WORDS: dict[AnswerPath, str] = {
    AnswerPath.AT_CONFERENCE: "tại hội nghị",
    AnswerPath.IN_WRITING: "bằng văn bản",
}
STATE_TAGS: dict[State, tuple[str, str]] = {
    State.RECEIVED: ("warn", STATE_WORDS[State.RECEIVED]),
    State.ACCEPTED: ("good", STATE_WORDS[State.ACCEPTED]),
    State.TURNED_AWAY: ("bad", STATE_WORDS[State.TURNED_AWAY]),
    State.DUPLICATE: ("neutral", STATE_WORDS[State.DUPLICATE]),
    State.WITHDRAWN: ("neutral", STATE_WORDS[State.WITHDRAWN]),
}
OUTCOME_WORDS: dict[Outcome, str] = {
    Outcome.ANSWERED_IN_HALL: "Đã trả lời tại hội nghị",
    Outcome.TO_WRITE: "Sẽ trả lời bằng văn bản",
    Outcome.ABSENT: "Người hỏi vắng mặt, câu trả lời được gửi theo địa chỉ trên phiếu",
    Outcome.NOT_REACHED: "Hội nghị hết giờ, câu trả lời được gửi theo địa chỉ trên phiếu",
    Outcome.OVER_AUTHORITY: "Vượt thẩm quyền, đã ghi nhận để báo cáo cấp trên; sẽ có văn bản gửi ông/bà",
    Outcome.GUIDED: "Đã hướng dẫn đến cơ quan có trách nhiệm",
}
ACT_WORDS: dict[str, str] = {
    "received": "Tiếp nhận",
    "accepted": "Nhận câu hỏi",
    "reaccepted": "Nhận lại câu hỏi đã từ chối",
    "turned_away": "Không đưa vào hội nghị",
    "duplicate": "Đánh dấu trùng",
    "split": "Tách nội dung",
    "classified": "Xếp nhóm nội dung",
    "withdrawn": "Rút câu hỏi",
    "contact_changed": "Sửa thông tin liên hệ",
    "erased": "Xóa dữ liệu cá nhân",
}
RESULT_WORDS: dict[Outcome, str] = {
    Outcome.ANSWERED_IN_HALL: "Trả lời tại hội nghị",
    Outcome.TO_WRITE: "Trả lời bằng văn bản",
    Outcome.ABSENT: "Trả lời bằng văn bản",
    Outcome.NOT_REACHED: "Trả lời bằng văn bản",
    Outcome.OVER_AUTHORITY: "Vượt thẩm quyền, đã báo cáo cấp trên",
    Outcome.GUIDED: "Hướng dẫn đến cơ quan có trách nhiệm",
}
FIGURE_WORDS: dict[str, str] = {
    "registrations": "Phiếu đã nhận",
    "people": "Người gửi",
    "questions": "Câu hỏi",
    "attended": "Người dự hội nghị",
    "asked": "Câu hỏi nêu tại hội nghị",
    "walk_ins": "Câu hỏi nêu tại chỗ",
    Outcome.ANSWERED_IN_HALL: "Đã trả lời tại hội nghị",
    Outcome.TO_WRITE: "Trả lời bằng văn bản",
    Outcome.ABSENT: "Người hỏi vắng mặt",
    Outcome.NOT_REACHED: "Chưa đến lượt khi hết giờ",
    Outcome.OVER_AUTHORITY: "Vượt thẩm quyền, báo cáo cấp trên",
    Outcome.GUIDED: "Hướng dẫn đến cơ quan có trách nhiệm",
}
