"""Short Vietnamese words for what the domain names."""

from services.meeting.domain.entries import Source
from services.meeting.domain.presence import Presence, RefusalReason
from services.meeting.domain.session import Phase, Recording
from services.meeting.store.conference_tables import Status
from services.meeting.store.question_tables import Readiness
from shared.contracts.intake import Section
from shared.contracts.meeting import Outcome, Watching

STATUS = {
    Status.DRAFT: ("neutral", "Đang soạn"),
    Status.ANNOUNCED: ("info", "Đã công bố"),
    Status.LIVE: ("warn", "Đang diễn ra"),
    Status.CONCLUDED: ("good", "Đã kết thúc"),
    Status.PUBLISHED: ("good", "Đã công khai kết quả"),
}
PHASE = {
    Phase.PREPARED: ("info", "Chưa khai mạc"),
    Phase.LIVE: ("good", "Đang diễn ra"),
    Phase.PAUSED: ("warn", "Tạm nghỉ"),
    Phase.CONCLUDED: ("neutral", "Đã kết thúc"),
}
SOURCE = {Source.REGISTERED: ("info", "Đăng ký trước"), Source.WALK_IN: ("warn", "Đăng ký tại chỗ")}
READINESS = {
    Readiness.NONE: ("neutral", "Chưa giao"),
    Readiness.ASSIGNED: ("neutral", "Đã giao"),
    Readiness.DRAFTING: ("warn", "Đang soạn"),
    Readiness.APPROVING: ("warn", "Chờ duyệt"),
    Readiness.APPROVED: ("good", "Có trả lời"),
}
PRESENCE = {
    Presence.PRESENT: ("good", "Có mặt"),
    Presence.EXCUSED: ("info", "Vắng, có báo"),
    Presence.ABSENT: ("neutral", "Vắng"),
    Presence.REFUSED: ("bad", "Không tham dự"),
}
REFUSAL = {
    RefusalReason.NO_CAPACITY: "Mất hoặc hạn chế năng lực hành vi dân sự",
    RefusalReason.INTOXICATED: "Đang sử dụng rượu, bia hoặc chất kích thích",
    RefusalReason.NOT_CONCERNED: "Không có quyền, nghĩa vụ liên quan nội dung đối thoại",
    RefusalReason.DISORDER: "Không chấp hành sự điều hành của chủ trì",
}
OUTCOME = {
    Outcome.ANSWERED_IN_HALL: ("good", "Trả lời tại hội nghị"),
    Outcome.TO_WRITE: ("info", "Trả lời bằng văn bản"),
    Outcome.OVER_AUTHORITY: ("warn", "Vượt thẩm quyền, báo cáo cấp trên"),
    Outcome.GUIDED: ("info", "Đã hướng dẫn đến nơi giải quyết"),
    Outcome.ABSENT: ("neutral", "Vắng, gửi trả lời bằng văn bản"),
    Outcome.NOT_REACHED: ("neutral", "Chưa đến lượt, gửi trả lời bằng văn bản"),
}
RECORDING = {
    Recording.ON: "Ghi âm, ghi hình",
    Recording.PAUSED: "Tạm ngừng ghi âm, ghi hình",
    Recording.OFF: "Dừng ghi âm, ghi hình",
}
SECTION = {Section.PROCEDURE: "Về thủ tục hành chính", Section.SETTLEMENT: "Về giải quyết thủ tục hành chính"}
WATCHING = {
    Watching.LIVE: (
        "Phát trong giờ họp",
        "Ai có liên kết cũng xem được từ khai mạc đến kết thúc. Sau đó không xem lại được.",
    ),
    Watching.ARCHIVE: (
        "Phát trong giờ họp và cho xem lại",
        "Bản ghi cả buổi được công khai, có hình và tiếng của người phát biểu.",
    ),
    Watching.OFF: (
        "Không phát",
        "Người dân thấy lời báo không phát trực tuyến và tên người quyết định. Phòng theo dõi vẫn xem được.",
    ),
}
