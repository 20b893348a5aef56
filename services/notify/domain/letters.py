"""The words of our letters: from a released answer to an official document. No I/O, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.notify.domain.recipient import Recipient
from shared.calendar.words import local_day, short_date
from shared.contracts.meeting import Outcome
from shared.contracts.notify import Purpose
from shared.contracts.routing import AnswerKind
from shared.documents.blocks import Block, Bullets, Heading, Quote, bullets, paragraph
from shared.documents.model import DRAFT_MARK, Addressee, Document, Letterhead, Number, Qr, Signature
from shared.documents.numbers import number_text
from shared.profiles import Profile

REASONS = {
    Outcome.ABSENT: "Do ông/bà không có mặt tại Hội nghị, {body} trả lời ông/bà bằng văn bản như sau:",
    Outcome.NOT_REACHED: "Do thời gian Hội nghị có hạn, nội dung của ông/bà chưa được trả lời trực tiếp; "
    "{body} trả lời ông/bà bằng văn bản như sau:",
    Outcome.TO_WRITE: "Sau khi xem xét, {body} trả lời ông/bà như sau:",
    Outcome.OVER_AUTHORITY: "Nội dung này vượt thẩm quyền của {body}. Sau khi báo cáo và có ý kiến của {superior}, "
    "{body} trả lời ông/bà như sau:",
}
GUIDED = (
    "Qua xem xét, nội dung ông/bà nêu không thuộc trách nhiệm giải quyết của {body}. "
    "Để ông/bà được giải quyết đúng nơi, {body} hướng dẫn như sau:"
)


@dataclass(frozen=True, slots=True)
class Issue:
    """What the clerk adds: number and date (none while it is a draft), capacity and name of who signs."""

    number: int | None
    symbol: str
    issued_on: date | None
    signing: str
    signer: str


def letter_document(
    profile: Profile,
    purpose: Purpose,
    content: Mapping[str, Any],
    recipient: Recipient | None,
    issue: Issue,
    status_url: str,
) -> Document:
    """The whole letter, as a marked draft until it has its number and date. Rule: R-001"""
    capacity = next(one for one in profile.signing if one.key == issue.signing)
    body = answer_body if purpose is Purpose.ANSWER else turned_away_body
    return Document(
        subject=unbroken(subject_of(purpose, content)),
        blocks=body(profile, content),
        letterhead=Letterhead(None, profile.unit.letterhead, profile.unit.place),
        number=Number(None if issue.number is None else str(issue.number), issue.symbol.removeprefix("/")),
        date=issue.issued_on,
        addressees=(addressee(recipient, content["code"]),),
        recipients=copies_to(content, issue.symbol),
        signatures=(Signature(capacity.lines, issue.signer or None),),
        watermark=None if issue.number else DRAFT_MARK,
        qr=Qr(status_url, unbroken(f"Tra cứu tình trạng: mã {form_code(content)}")),
    )


def answer_body(profile: Profile, content: Mapping[str, Any]) -> tuple[Block, ...]:
    """Which form of which day, what was asked, the answer and its basis, where to ask on.

    Rule: R-033, R-095, R-096, R-112, R-113
    """
    body = profile.unit.body
    reason = (
        GUIDED
        if content["kind"] == AnswerKind.GUIDANCE
        else REASONS.get(Outcome(content["outcome"]), REASONS[Outcome.TO_WRITE])
    )
    blocks: list[Block] = [
        _opening(profile, content),
        Heading(2, "1. Nội dung ông/bà nêu"),
        Quote(content["question_text"]),
        Heading(2, "2. Nội dung hướng dẫn" if reason is GUIDED else "2. Nội dung trả lời"),
        paragraph(reason.format(body=body, superior=profile.unit.superior.name)),
        *text_blocks(content["answer_text"]),
    ]
    if content["legal_basis"]:
        blocks.append(paragraph(f"Căn cứ: {content['legal_basis'].rstrip(' .;')}."))
    if content.get("replaces"):
        blocks.append(paragraph(f"Công văn này thay thế {content['replaces']}."))
    blocks.append(paragraph(f"Trong quá trình thực hiện, nếu còn nội dung chưa rõ, {_contact(profile)}"))
    blocks.append(paragraph(f"{body} trân trọng cảm ơn ông/bà đã tham gia ý kiến."))
    return tuple(blocks)


def turned_away_body(profile: Profile, content: Mapping[str, Any]) -> tuple[Block, ...]:
    """The reasoned notice as it was decided: why the conference cannot take it, and where to go.

    The question itself is not repeated: a denunciation names people. Rule: R-032, R-044, R-074
    """
    said = text_blocks(content["notice"])
    first_item = next((at for at, block in enumerate(said) if isinstance(block, Bullets)), len(said))
    lead = (paragraph(f"{profile.unit.body} hướng dẫn ông/bà như sau:"),) if first_item < len(said) else ()
    return (
        _opening(profile, content),
        *said[:first_item],
        *lead,
        *said[first_item:],
        paragraph(f"Nếu cần hỏi thêm, {_contact(profile)}"),
        paragraph(f"{profile.unit.body} trân trọng thông báo để ông/bà biết, thực hiện."),
    )


def _opening(profile: Profile, content: Mapping[str, Any]) -> Block:
    received = content.get("received_at")
    day = f" ngày {short_date(local_day(datetime.fromisoformat(received)))}" if received else ""
    return paragraph(
        f"{profile.unit.body.replace('UBND', 'Ủy ban nhân dân', 1)} nhận được Phiếu đăng ký tham gia đối thoại "
        f"số {content['code']}{day} của ông/bà, gửi đến {content['conference_title']}."
    )


def text_blocks(text: str) -> tuple[Block, ...]:
    """Typed text as blocks: a line is a paragraph, lines that begin with a dash are items."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return tuple(
        bullets(line[1:].strip()) if line.startswith(("-", "–", "•")) and line[1:].strip() else paragraph(line)
        for line in lines
    )


def subject_of(purpose: Purpose, content: Mapping[str, Any]) -> str:
    """The "V/v" line."""
    code = content["code"]
    if purpose is not Purpose.ANSWER:
        return f"thông báo, hướng dẫn về nội dung Phiếu đăng ký đối thoại số {code}"
    if content["kind"] == AnswerKind.GUIDANCE:
        return f"hướng dẫn liên hệ cơ quan có thẩm quyền, Phiếu đăng ký đối thoại số {code}"
    return f"trả lời nội dung Phiếu đăng ký đối thoại số {code}"


def copies_to(content: Mapping[str, Any], symbol: str) -> tuple[str, ...]:
    """ "Nơi nhận": the addressee, the department concerned, the archives of văn thư and of the drafting office."""
    department = content.get("department", "")
    drafter = symbol.rpartition("-")[2] if "-" in symbol else ""
    archive = f"Lưu: VT, {drafter}." if drafter else "Lưu: VT."
    return ("Như trên;", *([f"{department} (t/h);"] if department else []), archive)


def addressee(recipient: Recipient | None, code: str) -> Addressee:
    """The name and postal address; while the name is on its way, the code of the form."""
    if recipient is None:
        return Addressee(f"Ông/Bà (phiếu {code})")
    return Addressee(recipient.addressed, ", ".join(recipient.address.split("\n")) or None)


def letter_name_of(number: int, symbol: str, issued_on: date) -> str:
    """'Công văn số 15/UBND-VP ngày 20/11/2026', as another text cites it."""
    return f"Công văn số {number_text(number)}{symbol} ngày {short_date(issued_on)}"


def unbroken(text: str) -> str:
    """The text with hyphens at which no line breaks, so that a code stays in one piece."""
    return text.replace("-", "\u2011")


def form_code(content: Mapping[str, Any]) -> str:
    """The code of the form, without the number of the question in it: `7KQM-2DXA/1` → `7KQM-2DXA`."""
    return str(content["code"]).partition("/")[0]


def _contact(profile: Profile) -> str:
    unit = profile.unit
    return f"đề nghị ông/bà liên hệ {unit.body} (địa chỉ: {'; '.join((unit.address, *unit.contact_ways))})."
