"""Letters and messages as screens show them: every code already a Vietnamese word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from services.notify.domain.letters import subject_of
from services.notify.domain.recipient import Recipient
from services.notify.domain.words import (
    CHANNEL_WORDS,
    LETTER_TAGS,
    MESSAGE_TAGS,
    OUTCOME_WORDS,
    PURPOSE_WORDS,
    VOID_WORDS,
    Tag,
    message_tag,
)
from services.notify.store.letter_reads import Waiting
from services.notify.store.message_reads import Sent
from services.notify.store.tables import Letter, Message, Receipt
from shared.calendar.words import clock_time, local_day, short_date
from shared.contracts.meeting import Outcome
from shared.contracts.notify import Delivery
from shared.documents.numbers import number_text

HIDDEN = "Thư giữ kín"


def is_hidden(row: Letter | Message) -> bool:
    """A shadow of a protected letter: who looks may know that it is there, and no more. Rule: C-27"""
    return not row.code


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter in a list."""

    row: Letter
    name: str
    org: str
    channel: Tag
    address: str
    about: str
    outcome: str
    reference: str
    tag: Tag
    hidden: bool


def letter_line(letter: Letter) -> LetterLine:
    """The letter in words; without a recipient it says that the address is on its way."""
    to = Recipient.of(letter.recipient or {})
    outcome = letter.content.get("outcome")
    hidden = is_hidden(letter)
    return LetterLine(
        row=letter,
        name=to.full_name,
        org=to.org_name,
        channel=Tag("neutral", HIDDEN) if hidden else _channel_tag(letter, to),
        address=to.address_for(to.channel),
        about="" if hidden else PURPOSE_WORDS[letter.purpose],
        outcome=OUTCOME_WORDS[Outcome(outcome)] if outcome else "",
        reference=reference_of(letter),
        tag=LETTER_TAGS[letter.state],
        hidden=hidden,
    )


def _channel_tag(letter: Letter, to: Recipient) -> Tag:
    if letter.recipient is None:
        return Tag("warn", "Đang lấy địa chỉ")
    if to.channel is Delivery.HAND:
        return Tag("bad", "Thiếu địa chỉ")
    return Tag("info" if to.channel is Delivery.EMAIL else "neutral", CHANNEL_WORDS[to.channel])


def reference_of(letter: Letter) -> str:
    """'15/UBND-VP'; empty while there is no number."""
    return f"{number_text(letter.number)}{letter.symbol}" if letter.number else ""


def subject(letter: Letter) -> str:
    return subject_of(letter.purpose, letter.content)


class Group(NamedTuple):
    """The waiting letters of one conference."""

    title: str
    lines: list[LetterLine]


def grouped(rows: Sequence[Waiting]) -> list[Group]:
    """By conference, in the order given."""
    return [
        Group(title, [letter_line(row.letter) for row in rows]) for title, rows in groupby(rows, lambda r: r.conference)
    ]


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message in a list."""

    row: Message
    tag: Tag
    code: str
    about: str
    reference: str
    channel: str
    word: str  # the proof, the trouble, or what it waits for
    at: str
    hidden: bool


def message_line(sent: Sent) -> MessageLine:
    message, letter = sent
    hidden = is_hidden(message)
    return MessageLine(
        row=message,
        tag=message_tag(message.state, message.channel),
        code=message.code or HIDDEN,
        about="" if hidden else PURPOSE_WORDS[message.purpose],
        reference=reference_of(letter) if letter else "",
        channel="" if hidden else CHANNEL_WORDS[message.channel],
        word="" if hidden else message.proof or message.trouble or _waits_for(message, letter),
        at=moment(message.created_at),
        hidden=hidden,
    )


def _waits_for(message: Message, letter: Letter | None) -> str:
    if MESSAGE_TAGS[message.state].text != "Chờ gửi":
        return ""
    if letter and letter.waits_for_signed and not letter.signed_pdf_key:
        return "Chờ tải lên bản đã ký"
    if letter and not (letter.pdf_key or letter.signed_pdf_key):
        return "Đang tạo tệp PDF"
    return "" if message.to_address or message.channel is Delivery.HAND else "Đang lấy địa chỉ"


def message_lines(rows: Iterable[Sent]) -> list[MessageLine]:
    return [message_line(row) for row in rows]


class Entry(NamedTuple):
    """One line of the history, as the history macro reads it."""

    title: str
    at: str
    at_iso: str
    who: str
    text: str
    kind: str


def entry_of(receipt: Receipt, channel: Delivery) -> Entry:
    tag = message_tag(receipt.state, channel)
    by = CHANNEL_WORDS[channel]
    title = tag.text if by.lower() in tag.text.lower() else f"{by}: {tag.text.lower()}"
    return Entry(title, moment(receipt.at), receipt.at.isoformat(), receipt.actor, receipt.text, tag.kind)


VOID_TITLE = "Hủy, không cấp số"


def void_word(letter: Letter) -> str:
    """Why a letter that waited is not used; empty for all others."""
    return VOID_WORDS[letter.void_reason] if letter.void_reason else ""


def milestones(letter: Letter) -> list[Entry]:
    """Composed and issued, newest first."""
    origin = "câu trả lời đã duyệt" if letter.content.get("sha256") else "kết quả xem xét phiếu"
    composed = _milestone(f"Soạn từ {origin}", letter.composed_at, "Phần mềm", "", "neutral")
    if letter.voided_at:
        return [_milestone(VOID_TITLE, letter.voided_at, "Phần mềm", void_word(letter), "neutral"), composed]
    if not (letter.issued_at and letter.issued_on):
        return [composed]
    text = f"Số {reference_of(letter)} ngày {short_date(letter.issued_on)}, {letter.signer} ký"
    return [_milestone("Cấp số, ban hành", letter.issued_at, letter.issued_by, text, "good"), composed]


def _milestone(title: str, at: datetime, who: str, text: str, kind: str) -> Entry:
    return Entry(title, moment(at), at.isoformat(), who, text, kind)


def moment(at: datetime) -> str:
    """'08:05 26/11/2026'."""
    return f"{clock_time(at)} {short_date(local_day(at))}"
