"""What a text can be. Only the first kind belongs to the conference."""

from enum import StrEnum


class Kind(StrEnum):
    """The kind a reader would give a text."""

    IN_SCOPE = "in_scope"  # phản ánh, kiến nghị, câu hỏi về TTHC
    COMPLAINT = "complaint"  # khiếu nại
    DENUNCIATION = "denunciation"  # tố cáo
    NOT_PROCEDURE = "not_procedure"  # không phải TTHC
    UNREADABLE = "unreadable"  # quá ngắn để hiểu


KIND_WORDS: dict[Kind, str] = {
    Kind.IN_SCOPE: "đúng nội dung đối thoại",
    Kind.COMPLAINT: "có thể là khiếu nại",
    Kind.DENUNCIATION: "có thể là tố cáo",
    Kind.NOT_PROCEDURE: "có thể không phải thủ tục hành chính",
    Kind.UNREADABLE: "khó hiểu, quá ngắn",
}
