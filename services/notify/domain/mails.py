"""The words of our e-mails. Plain text: it reads on every telephone and hides nothing. No I/O."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from shared.calendar.words import instant_words, letter_date
from shared.documents.numbers import number_text
from shared.profiles import Profile


class Words(NamedTuple):
    """Subject and text of one e-mail."""

    subject: str
    text: str


def receipt_words(profile: Profile, content: Mapping[str, Any], public_url: str) -> Words:
    """Tells the sender that the form is in the register, and how to follow it. Rule: R-011, R-032."""
    received = instant_words(datetime.fromisoformat(content["received_at"]))
    lines = [
        "Kính gửi ông/bà,",
        "",
        f"{profile.unit.body} đã nhận Phiếu đăng ký tham gia đối thoại của ông/bà lúc {received}.",
        f"Mã phiếu: {content['code']}",
        f"Xem tình trạng xử lý: {public_url}/tra-cuu/{content['code']}",
    ]
    if content["is_late"]:
        lines += ["", f"{profile.late_notice.title}.", profile.late_notice.text]
    return Words(f"Đã nhận phiếu đăng ký đối thoại, mã {content['code']}", _signed(lines, profile))


def letter_words(profile: Profile, subject: str, number: int, symbol: str, issued_on: date, code: str) -> Words:
    """Carries an official letter as its attachment. Rule: R-023, R-095."""
    title = f"Công văn số {number_text(number)}{symbol}"
    lines = [
        "Kính gửi ông/bà,",
        "",
        f"{profile.unit.body} gửi ông/bà {title} {letter_date(issued_on)} về việc {subject} (tệp đính kèm).",
        "",
        f"Nếu cần hỏi thêm, xin ông/bà trả lời thư này và ghi mã {code}.",
        "Trân trọng cảm ơn ông/bà.",
    ]
    return Words(f"{title} về việc {subject}", _signed(lines, profile))


def _signed(lines: list[str], profile: Profile) -> str:
    unit = profile.unit
    ways = (("Điện thoại", unit.hotline), ("Thư điện tử", unit.email))
    contact = " · ".join(f"{way}: {number}" for way, number in ways if number)
    return "\n".join([*lines, "", "-- ", unit.body, unit.address, *filter(None, (contact,)), ""])
