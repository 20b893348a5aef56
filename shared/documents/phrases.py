"""The fixed sentences of an official document, worded once for both renderers."""

import re
from collections.abc import Iterable
from datetime import date

from shared.documents.model import Document, Letterhead
from shared.documents.numbers import reference, two_digits

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DEAR = "Kính gửi:"
RECIPIENTS = "Nơi nhận:"
BLANK_DAY = "\u00a0" * 6
_ENDING = re.compile(r"[\s;.]+$")
_LONG_SUPERIOR = 26
_COUNCILS = ("ỦY BAN NHÂN DÂN ", "HỘI ĐỒNG NHÂN DÂN ")


def date_words(day: date | None, year: int | None) -> str:
    """The date, "ngày 05 tháng 02 năm 2026": days 1–9 and months 1–2 with a leading 0; an unknown day is blank."""
    if day is None:
        return f"ngày{BLANK_DAY}tháng{BLANK_DAY}năm {BLANK_DAY if year is None else year}"
    month = two_digits(day.month) if day.month <= 2 else str(day.month)
    return f"ngày {two_digits(day.day)} tháng {month} năm {day.year}"


def date_line(document: Document) -> str | None:
    """The line "Láng, ngày 05 tháng 02 năm 2026", or None when the document has no date line."""
    if not document.dated or document.letterhead is None:
        return None
    return f"{document.letterhead.place}, {date_words(document.date, document.year)}"


def number_line(document: Document) -> str | None:
    """The line "Số: 34/KH-UBND", or None for an unnumbered document."""
    return None if document.number is None else f"Số: {reference(document.number)}"


def about_line(document: Document) -> str | None:
    """The subject of a công văn, "V/v …"; None for a document with a type name."""
    if document.kind is not None:
        return None
    subject = document.subject
    return subject if subject.startswith("V/v") else f"V/v {subject}"


def superior_lines(letterhead: Letterhead) -> tuple[str, ...]:
    """The superior body in capitals, a long council name broken after "ỦY BAN NHÂN DÂN"."""
    if letterhead.superior is None:
        return ()
    name = letterhead.superior.upper()
    council = next((prefix for prefix in _COUNCILS if name.startswith(prefix)), None)
    if council and len(name) > _LONG_SUPERIOR:
        return council.strip(), name.removeprefix(council)
    return tuple(name.split("\n"))


def body_lines(letterhead: Letterhead) -> tuple[str, ...]:
    """The issuing body in capitals, line by line."""
    return tuple(line.upper() for line in letterhead.body_lines)


def listed(items: Iterable[str], dash: bool = True) -> tuple[str, ...]:
    """The items ended with ';' and the last with '.', each after a dash if asked."""
    bare = [_ENDING.sub("", item.strip().removeprefix("-").strip()) for item in items]
    last = len(bare) - 1
    return tuple(
        f"{'- ' if dash else ''}{item}{'.' if position == last else ';'}" for position, item in enumerate(bare)
    )


def quoted(text: str) -> tuple[str, ...]:
    """The paragraphs of somebody's words, opened and closed with quotation marks; empty lines go."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return ()
    lines[0] = f"“{lines[0]}"
    lines[-1] = f"{lines[-1]}”"
    return tuple(lines)


def page_title(document: Document) -> str:
    """The title in the file's properties: type and subject."""
    return " ".join(part for part in (document.kind, document.subject) if part)
