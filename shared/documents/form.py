"""The registration form on paper, as annexed to the plan of a conference."""

from shared.documents.blocks import DottedLines, FillLine, Paragraph, italic, paragraph, runs
from shared.documents.model import Document, Qr, Signature
from shared.documents.phrases import date_words

TITLE = "PHIẾU ĐĂNG KÝ THAM GIA ĐỐI THOẠI"
ORGANISATION_NOTE = "¹ Đối với tổ chức, doanh nghiệp: Viết tên người đại diện và tên tổ chức, doanh nghiệp"
STAMP_NOTE = "² Đóng dấu của đơn vị đối với doanh nghiệp"
_CONTENT_LINES = 6
_SETTLEMENT_LINES = 4


def registration_form(
    *,
    unit: str,
    return_address: str,
    return_email: str,
    leader: str,
    place: str,
    year: int,
    online: Qr | None = None,
) -> Document:
    """The form with empty lines to write on.

    `unit` "UBND xã Phú Xuyên"; `return_address` "Thôn Thao Chính, xã Phú Xuyên, thành phố Hà Nội"; `leader` the title
    in "đối thoại với Lãnh đạo UBND xã"; `place` of the date line; `online` a code leading to the same form on the web.
    Rule: R-126, R-127, R-128, R-129, R-130, R-131, R-132, R-133, R-134.
    """
    return Document(
        kind=TITLE,
        subject="",
        blocks=(
            _instructions(unit, return_address, return_email),
            *_contact_lines(),
            paragraph(f"Đăng ký tham gia Hội nghị đối thoại với {leader}", indent=False),
            *_content_lines(),
        ),
        signatures=(
            Signature(
                capacity=("NGƯỜI ĐĂNG KÝ²",),
                name=None,
                note="(Ký, ghi rõ họ tên)",
                dateline=f"{place}, {date_words(None, year)}",
            ),
        ),
        closing=False,
        qr=online,
        footnotes=(ORGANISATION_NOTE, STAMP_NOTE),
    )


def _instructions(unit: str, address: str, email: str) -> Paragraph:
    by_mail = f" hoặc gửi qua email: {email}" if email else ""
    return paragraph(
        italic(
            "(Phiếu được đánh máy hoặc viết tay và điền đầy đủ thông tin liên hệ, nội dung đăng ký đối thoại "
            f"và gửi về địa chỉ: {unit}, địa chỉ: {address}{by_mail})"
        ),
        align="center",
    )


def _contact_lines() -> tuple[FillLine, ...]:
    return (
        FillLine(runs("Họ và tên¹:")),
        FillLine(runs("Điện thoại liên hệ:")),
        FillLine(runs("Địa chỉ ", italic("(ghi rõ số nhà, thôn, xã, tỉnh)"), ":")),
        FillLine(runs("Địa chỉ email ", italic("(nếu có)"), ":")),
    )


def _content_lines() -> tuple[Paragraph | DottedLines, ...]:
    return (
        paragraph(
            "1. Về thủ tục hành chính ",
            italic("(chất lượng nội dung, tổ chức công khai, sáng kiến...):"),
            indent=False,
        ),
        DottedLines(_CONTENT_LINES),
        paragraph(
            "2. Về giải quyết thủ tục hành chính ",
            italic(
                "(cơ sở vật chất; thái độ giao tiếp, hướng dẫn của công chức; có được nhận Giấy tiếp nhận và hẹn trả "
                "kết quả, Biên lai thu phí; kết quả giải quyết hồ sơ đúng hạn, sớm hạn, quá hạn;...):"
            ),
            indent=False,
        ),
        DottedLines(_SETTLEMENT_LINES),
    )
