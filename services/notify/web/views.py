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


def letter_line(letter: Letter) -> LetterLine:
    """The letter in words; without a recipient it says that the address is on its way."""
    to = Recipient.of(letter.recipient or {})
    outcome = letter.content.get("outcome")
    return LetterLine(
        row=letter,
        name=to.full_name,
        org=to.org_name,
        channel=_channel_tag(to) if letter.recipient is not None else Tag("warn", "Đang lấy địa chỉ"),
        address=to.address_for(to.channel),
        about=PURPOSE_WORDS[letter.purpose],
        outcome=OUTCOME_WORDS[Outcome(outcome)] if outcome else "",
        reference=reference_of(letter),
        tag=LETTER_TAGS[letter.state],
    )


def _channel_tag(to: Recipient) -> Tag:
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
    about: str
    reference: str
    channel: str
    word: str  # the proof, the trouble, or what it waits for
    at: str


def message_line(sent: Sent) -> MessageLine:
    message, letter = sent
    return MessageLine(
        row=message,
        tag=message_tag(message.state, message.channel),
        about=PURPOSE_WORDS[message.purpose],
        reference=reference_of(letter) if letter else "",
        channel=CHANNEL_WORDS[message.channel],
        word=message.proof or message.trouble or _waits_for(message, letter),
        at=moment(message.created_at),
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


def milestones(letter: Letter) -> list[Entry]:
    """Composed and issued, newest first."""
    origin = "câu trả lời đã duyệt" if letter.content.get("sha256") else "kết quả xem xét phiếu"
    composed = _milestone(f"Soạn từ {origin}", letter.composed_at, "Phần mềm", "", "neutral")
    if not (letter.issued_at and letter.issued_on):
        return [composed]
    text = f"Số {reference_of(letter)} ngày {short_date(letter.issued_on)}, {letter.signer} ký"
    return [_milestone("Cấp số, ban hành", letter.issued_at, letter.issued_by, text, "good"), composed]


def _milestone(title: str, at: datetime, who: str, text: str, kind: str) -> Entry:
    return Entry(title, moment(at), at.isoformat(), who, text, kind)


def moment(at: datetime) -> str:
    """'08:05 26/11/2026'."""
    return f"{clock_time(at)} {short_date(local_day(at))}"
