"""What officers read for each state, channel and purpose; `kind` is the colour of the tag."""

from typing import NamedTuple

from services.notify.domain.states import LetterState as L
from services.notify.domain.states import MessageState as S
from services.notify.domain.states import VoidReason
from shared.contracts.meeting import Outcome
from shared.contracts.notify import Delivery, Purpose


class Tag(NamedTuple):
    """Colour and words of one state."""

    kind: str
    text: str


LETTER_TAGS: dict[L, Tag] = {
    L.WAITING: Tag("warn", "Chờ cấp số, ký"),
    L.ISSUED: Tag("good", "Đã ban hành"),
    L.VOID: Tag("neutral", "Đã hủy, không dùng"),
}

VOID_WORDS: dict[VoidReason, str] = {
    VoidReason.REPLACED: "Có bản mới thay thế",
    VoidReason.WITHDRAWN: "Người gửi đã rút câu hỏi",
    VoidReason.ACCEPTED: "Câu hỏi đã được nhận lại",
    VoidReason.ERASED: "Xóa dữ liệu cá nhân theo yêu cầu",
}

MESSAGE_TAGS: dict[S, Tag] = {
    S.QUEUED: Tag("info", "Chờ gửi"),
    S.SENDING: Tag("info", "Đang gửi"),
    S.IN_DOUBT: Tag("bad", "Chưa rõ đã gửi hay chưa"),
    S.FAILED: Tag("bad", "Gửi không thành công"),
    S.PRINTED: Tag("info", "Đã in"),
    S.POSTED: Tag("info", "Đã gửi bưu điện"),
    S.DELIVERED: Tag("good", "Đã gửi tới người nhận"),
    S.RETURNED: Tag("bad", "Thư hoàn lại"),
    S.CANCELLED: Tag("neutral", "Đã hủy"),
}
WAITS_BY_CHANNEL = {Delivery.POST: Tag("info", "Chờ in"), Delivery.HAND: Tag("info", "Chờ giao tận tay")}

CHANNEL_WORDS: dict[Delivery, str] = {
    Delivery.EMAIL: "Thư điện tử",
    Delivery.POST: "Bưu điện",
    Delivery.HAND: "Giao tận tay",
}

PURPOSE_WORDS: dict[Purpose, str] = {
    Purpose.ANSWER: "Văn bản trả lời",
    Purpose.TURNED_AWAY: "Thông báo không đưa vào đối thoại",
    Purpose.RECEIPT: "Báo đã nhận phiếu",
}


OUTCOME_WORDS: dict[Outcome, str] = {
    Outcome.ANSWERED_IN_HALL: "Đã trả lời tại Hội nghị",
    Outcome.TO_WRITE: "Trả lời bằng văn bản",
    Outcome.ABSENT: "Vắng mặt",
    Outcome.NOT_REACHED: "Chưa đến lượt",
    Outcome.OVER_AUTHORITY: "Vượt thẩm quyền",
    Outcome.GUIDED: "Hướng dẫn đến đúng cơ quan",
}


def message_tag(state: S, channel: Delivery) -> Tag:
    """The tag of a message; what waits says for what it waits."""
    return WAITS_BY_CHANNEL.get(channel, MESSAGE_TAGS[state]) if state is S.QUEUED else MESSAGE_TAGS[state]
