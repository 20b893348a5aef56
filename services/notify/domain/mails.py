"""The words of our e-mails. Plain text: it reads on every telephone and hides nothing. No I/O."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from shared.calendar.words import instant_words, letter_date
from shared.documents.numbers import number_text
from shared.profiles import Profile

SIGNATURE = """
--
{body}
{address}
Điện thoại: {hotline} · Email: {email}
"""


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
        f"Mã tra cứu: {content['code']}",
        f"Xem tình trạng giải quyết: {public_url}/tra-cuu/{content['code']}",
    ]
    if content["is_late"]:
        lines += ["", profile.late_notice.title + ".", profile.late_notice.text]
    return Words(f"Đã nhận phiếu đăng ký đối thoại, mã {content['code']}", _signed("\n".join(lines), profile))


def letter_words(profile: Profile, subject: str, number: int, symbol: str, issued_on: date, code: str) -> Words:
    """Carries an official letter as its attachment. Rule: R-023, R-095."""
    text = (
        f"Kính gửi ông/bà,\n\n{profile.unit.body} gửi ông/bà Công văn số {number_text(number)}{symbol} "
        f"{letter_date(issued_on)} {subject} (tệp đính kèm).\n\n"
        f"Nếu cần hỏi thêm, xin trả lời thư này và ghi mã {code}."
    )
    return Words(f"Công văn số {number_text(number)}{symbol}: {subject}", _signed(text, profile))


def _signed(text: str, profile: Profile) -> str:
    unit = profile.unit
    return text + "\n" + SIGNATURE.format(body=unit.body, address=unit.address, hotline=unit.hotline, email=unit.email)
