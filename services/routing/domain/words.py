"""The Vietnamese words for states and for what happened, one place for screens, refusals and exports."""

from enum import StrEnum

from services.routing.domain.due import Clock
from services.routing.domain.life import Custody, Escalation, Life
from shared.contracts.intake import Channel, Section
from shared.contracts.meeting import Outcome
from shared.contracts.routing import AnswerKind


class What(StrEnum):
    """One kind of line in a question's history."""

    ACCEPTED = "accepted"
    PROPOSED = "proposed"
    ASSIGNED = "assigned"
    REDIRECT_PROPOSED = "redirect_proposed"
    REDIRECT_REFUSED = "redirect_refused"
    REDIRECTED = "redirected"
    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    REVISED = "revised"
    ESCALATED = "escalated"
    REPORTED = "reported"
    SUPERIOR_REPLIED = "superior_replied"
    CONCLUDED = "concluded"
    RELEASED = "released"
    ISSUED = "issued"
    DELIVERED = "delivered"
    FAILED = "failed"
    CLOSED = "closed"
    DUPLICATE = "duplicate"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"
    DUE_CHANGED = "due_changed"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"


WHAT_WORDS = {
    What.ACCEPTED: "nhận từ bộ phận tiếp nhận",
    What.PROPOSED: "đề xuất phân công",
    What.ASSIGNED: "phân công trả lời",
    What.REDIRECT_PROPOSED: "đề nghị chuyển đơn vị khác",
    What.REDIRECT_REFUSED: "không đồng ý chuyển",
    What.REDIRECTED: "chuyển đơn vị khác trả lời",
    What.DRAFTED: "lưu dự thảo",
    What.SUBMITTED: "trình lãnh đạo",
    What.RETURNED: "trả lại để sửa",
    What.APPROVED: "duyệt câu trả lời",
    What.REVISED: "rút câu trả lời đã duyệt để sửa",
    What.ESCALATED: "báo cáo cấp trên",
    What.REPORTED: "ghi số, ngày báo cáo cấp trên",
    What.SUPERIOR_REPLIED: "ghi ý kiến của cấp trên",
    What.CONCLUDED: "kết luận tại hội nghị",
    What.RELEASED: "chuyển phát hành văn bản trả lời",
    What.ISSUED: "cấp số văn bản trả lời",
    What.DELIVERED: "người hỏi đã nhận câu trả lời",
    What.FAILED: "gửi câu trả lời không thành công",
    What.CLOSED: "kết thúc",
    What.DUPLICATE: "gộp vào câu hỏi trùng",
    What.REOPENED: "tách ra trả lời riêng",
    What.WITHDRAWN: "người hỏi rút câu hỏi",
    What.ERASED: "xóa dữ liệu cá nhân theo yêu cầu",
    What.DUE_CHANGED: "tính lại hạn trả lời",
    What.DUE_SOON: "nhắc việc: sắp đến hạn",
    What.OVERDUE: "quá hạn trả lời",
}

LIFE_WORDS = {
    Life.TO_ASSIGN: "Chờ phân công",
    Life.ASSIGNED: "Đã phân công",
    Life.DRAFTING: "Đang soạn",
    Life.SUBMITTED: "Chờ duyệt",
    Life.RETURNED: "Bị trả lại",
    Life.APPROVED: "Đã duyệt",
    Life.RELEASED: "Đang gửi",
    Life.CLOSED: "Đã xong",
    Life.DUPLICATE: "Trùng",
    Life.WITHDRAWN: "Đã rút",
}

LIFE_KINDS = {
    Life.TO_ASSIGN: "warn",
    Life.ASSIGNED: "info",
    Life.DRAFTING: "info",
    Life.SUBMITTED: "warn",
    Life.RETURNED: "bad",
    Life.APPROVED: "good",
    Life.RELEASED: "good",
    Life.CLOSED: "neutral",
    Life.DUPLICATE: "neutral",
    Life.WITHDRAWN: "neutral",
}

CLOCK_WORDS = {
    Clock.NONE: "",
    Clock.RUNNING: "Trong hạn",
    Clock.STOPPED: "Tạm dừng, chờ cấp trên",
    Clock.OVERDUE: "Quá hạn",
    Clock.LATE: "Nộp trễ hạn",
    Clock.MET: "Nộp đúng hạn",
}

OUTCOME_WORDS = {
    Outcome.ANSWERED_IN_HALL: "Đã trả lời tại hội nghị",
    Outcome.TO_WRITE: "Trả lời bằng văn bản",
    Outcome.ABSENT: "Người hỏi vắng mặt, gửi văn bản",
    Outcome.NOT_REACHED: "Chưa đến lượt, gửi văn bản",
    Outcome.OVER_AUTHORITY: "Vượt thẩm quyền",
    Outcome.GUIDED: "Đã hướng dẫn đến đúng cơ quan",
}

CUSTODY_WORDS = {
    Custody.OWN: "Đơn vị trả lời",
    Custody.REDIRECTED: "Đã chuyển đơn vị khác",
    Custody.ESCALATED: "Đang chờ cấp trên",
}

ESCALATION_WORDS = {
    Escalation.OPENED: "Chờ gửi báo cáo",
    Escalation.REPORTED: "Chờ cấp trên trả lời",
    Escalation.REPLIED: "Cấp trên đã trả lời",
}

KIND_WORDS = {AnswerKind.ANSWER: "Trả lời", AnswerKind.GUIDANCE: "Hướng dẫn đến đúng cơ quan"}
AUTHORITY_WORDS = {"own": "Thuộc thẩm quyền", "superior": "Vượt thẩm quyền", "other_body": "Cơ quan khác"}
CONFIDENCE_WORDS = {"high": "Khớp rõ", "medium": "Khá khớp", "low": "Chưa chắc", "none": "Không khớp"}
CLOSED_WORDS = {
    "in_hall": "đã trả lời tại hội nghị",
    "guided": "đã hướng dẫn tại hội nghị",
    "delivered": "người hỏi đã nhận văn bản",
    "withdrawn": "người hỏi rút câu hỏi",
}

CHANNEL_WORDS = {
    Channel.WEB: "Trang thông tin điện tử",
    Channel.PAPER: "Phiếu giấy",
    Channel.COUNTER: "Nộp trực tiếp",
    Channel.POST: "Bưu điện",
    Channel.HOTLINE: "Đường dây nóng",
    Channel.EMAIL: "Thư điện tử",
    Channel.WALK_IN: "Hỏi tại hội nghị",
}

SECTION_WORDS = {
    Section.PROCEDURE: "Về thủ tục hành chính",
    Section.SETTLEMENT: "Về giải quyết thủ tục hành chính",
}
