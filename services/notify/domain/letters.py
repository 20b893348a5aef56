"""The words of our letters: from a released answer to an official document. No I/O, no clock."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from shared.calendar.words import local_day, short_date
from shared.contracts.meeting import Outcome
from shared.documents.blocks import Block, Quote, bullets, paragraph
from shared.documents.model import DRAFT_MARK, Addressee, Document, Letterhead, Number, Qr, Signature
from shared.profiles import Profile

REASON_WORDS = {
    Outcome.ABSENT: "Do ông/bà không có mặt tại Hội nghị, {body} gửi ông/bà nội dung trả lời bằng văn bản.",
    Outcome.NOT_REACHED: "Do thời gian Hội nghị có hạn, nội dung của ông/bà chưa được trả lời trực tiếp; "
    "{body} trả lời bằng văn bản.",
    Outcome.TO_WRITE: "{body} trả lời nội dung của ông/bà bằng văn bản.",
    Outcome.OVER_AUTHORITY: "Nội dung này vượt thẩm quyền của {body}; sau khi có ý kiến của cấp trên, "
    "{body} trả lời ông/bà.",
}


def answer_letter(profile: Profile, content: Mapping[str, Any], status_url: str) -> tuple[Block, ...]:
    """The body of a reply: which form, what was asked, the answer and its basis. Rule: R-033, R-095, R-112."""
    received = short_date(local_day(datetime.fromisoformat(content["received_at"])))
    reason = REASON_WORDS[Outcome(content["outcome"])].format(body=profile.unit.body)
    blocks: list[Block] = [
        paragraph(
            f"{profile.unit.body} nhận được Phiếu đăng ký tham gia đối thoại mã {content['code']} "
            f"ngày {received} của ông/bà, gửi đến {content['conference_title']}, với nội dung:"
        ),
        Quote(content["question_text"]),
        paragraph(f"{reason} Nội dung trả lời như sau:"),
        *(paragraph(part) for part in content["answer_text"].split("\n") if part.strip()),
    ]
    if content["legal_basis"]:
        blocks.append(paragraph(f"Căn cứ: {content['legal_basis']}."))
    blocks.append(paragraph(f"Nội dung do {content['department']} tham mưu. Cần trao đổi thêm, {_contact(profile)}"))
    blocks.append(paragraph(f"{profile.unit.body} trân trọng cảm ơn ý kiến của ông/bà"))
    return tuple(blocks)


def turned_away_letter(profile: Profile, content: Mapping[str, Any]) -> tuple[Block, ...]:
    """The reasoned notice: why the conference cannot take it, and where to go. Rule: R-016, R-074, C-10."""
    notice = profile.notice(content["reason"])
    blocks: list[Block] = [
        paragraph(f"{profile.unit.body} nhận được Phiếu đăng ký tham gia đối thoại mã {content['code']} của ông/bà."),
        paragraph(notice.explanation),
        paragraph(f"{profile.unit.body} hướng dẫn ông/bà như sau:"),
        bullets(*notice.guidance),
    ]
    if content["added"]:
        blocks.append(paragraph(content["added"]))
    blocks.append(paragraph(f"Cần hỏi thêm, {_contact(profile)}"))
    return tuple(blocks)


def letter_document(
    profile: Profile,
    *,
    purpose: str,
    content: Mapping[str, Any],
    recipient: Mapping[str, Any] | None,
    number: int | None,
    symbol: str,
    issued_on: date | None,
    signing: str,
    signer: str,
    status_url: str,
) -> Document:
    """The whole letter, as a draft until it has its number and date. Rule: R-001."""
    blocks = (
        answer_letter(profile, content, status_url) if purpose == "answer" else turned_away_letter(profile, content)
    )
    capacity = next(s for s in profile.signing if s.key == signing)
    return Document(
        subject=subject_of(purpose, content),
        blocks=blocks,
        letterhead=Letterhead(None, profile.unit.letterhead, profile.unit.place),
        number=Number(None if number is None else str(number), symbol.removeprefix("/")),
        date=issued_on,
        addressees=(addressee(recipient, content["code"]),),
        recipients=("Như trên;", f"{content['department']} (t/h);" if content.get("department") else "", "Lưu: VT."),
        signatures=(Signature(capacity.lines, signer or None),),
        watermark=None if number else DRAFT_MARK,
        qr=Qr(status_url, f"Tra cứu: mã {content['code'].split('/')[0]}"),
    )


def subject_of(purpose: str, content: Mapping[str, Any]) -> str:
    """The "V/v" line."""
    if purpose != "answer":
        return f"hướng dẫn nội dung không thuộc phạm vi đối thoại, phiếu {content['code']}"
    if content["kind"] == "guidance":
        return f"hướng dẫn liên hệ cơ quan có thẩm quyền, phiếu {content['code']}"
    return f"trả lời nội dung đăng ký đối thoại, phiếu {content['code']}"


def addressee(recipient: Mapping[str, Any] | None, code: str) -> Addressee:
    """Ông/Bà and the full name; the organisation where there is one. While the name is on its way: the code."""
    if recipient is None:
        return Addressee(f"Ông/Bà (phiếu {code})")
    name = f"Ông/Bà {recipient['full_name']}"
    if recipient["org_name"]:
        name = f"{recipient['org_name']} (đại diện: {recipient['full_name']})"
    return Addressee(name, recipient["address"] or None)


def _contact(profile: Profile) -> str:
    unit = profile.unit
    return f"ông/bà liên hệ {unit.body}, {unit.address}; điện thoại {unit.hotline}; email {unit.email}."
