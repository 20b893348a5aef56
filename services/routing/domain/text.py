"""The answer's text: frozen by its hash, and gently judged before it goes to the leader."""

import re
from dataclasses import dataclass
from hashlib import sha256

LONG_WORDS = 350
SHORT_WORDS = 15
LONG_SENTENCE_WORDS = 45
_SENTENCE = re.compile(r"[.!?…\n]+")
_DECIDES = re.compile(r"\b(đề nghị|được|phải|không|sẽ|đã|hướng dẫn|liên hệ|nộp|gồm|thời hạn)\b", re.IGNORECASE)
_VAGUE = ("theo quy định của pháp luật", "theo quy định hiện hành", "trong thời gian tới", "sẽ xem xét", "tiếp thu")


def freeze(text: str) -> str:
    """The SHA-256 of the text's UTF-8 bytes: what was approved is what leaves. Rule: R-012"""
    return sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Hint:
    """One remark to the writer; `good` when there is nothing to mend."""

    good: bool
    text: str


def hints(question: str, answer: str, legal_basis: str) -> tuple[Hint, ...]:
    """To the point, short, easy to understand: remarks only, a person decides. Rule: R-144"""
    if not answer.strip():
        return ()
    return (
        _length(answer),
        _sentences(answer),
        _to_the_point(question, answer),
        _concrete(answer),
        _basis(legal_basis),
    )


def _length(answer: str) -> Hint:
    words = len(answer.split())
    if words > LONG_WORDS:
        return Hint(False, f"Dài {words} từ; nên gọn trong {LONG_WORDS} từ.")
    if words < SHORT_WORDS:
        return Hint(False, f"Chỉ {words} từ; kiểm tra đã trả lời đủ ý chưa.")
    return Hint(True, f"Độ dài vừa phải ({words} từ).")


def _sentences(answer: str) -> Hint:
    longest = max((len(part.split()) for part in _SENTENCE.split(answer)), default=0)
    if longest > LONG_SENTENCE_WORDS:
        return Hint(False, f"Có câu dài {longest} từ; nên tách câu cho dễ hiểu.")
    return Hint(True, "Câu ngắn, dễ đọc.")


def _to_the_point(question: str, answer: str) -> Hint:
    asked = {word.lower() for word in re.findall(r"\w{4,}", question)}
    shared = asked & {word.lower() for word in re.findall(r"\w{4,}", answer)}
    if asked and len(shared) * 8 < len(asked):
        return Hint(False, "Câu trả lời ít nhắc đến điều người dân hỏi; kiểm tra đã đúng trọng tâm chưa.")
    return Hint(True, "Bám sát nội dung câu hỏi.")


def _concrete(answer: str) -> Hint:
    vague = next((phrase for phrase in _VAGUE if phrase in answer.lower()), "")
    if vague and not re.search(r"\d", answer):
        return Hint(False, f"“{vague}” còn chung chung; nên nêu rõ việc, nơi làm và thời hạn.")
    if not _DECIDES.search(answer):
        return Hint(False, "Chưa thấy kết luận rõ: được hay không, làm gì, ở đâu, bao giờ.")
    return Hint(True, "Có kết luận hoặc hướng dẫn cụ thể.")


def _basis(legal_basis: str) -> Hint:
    if legal_basis.strip():
        return Hint(True, "Đã ghi căn cứ pháp lý.")
    return Hint(False, "Chưa ghi căn cứ pháp lý (điều, khoản của văn bản).")
