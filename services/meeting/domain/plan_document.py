"""Kế hoạch: the unit's own sections with this conference's day, place and limits, and two annexes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from services.meeting.domain.house_style import Issue, paper
from services.meeting.domain.plan_dates import PlanDate
from services.meeting.domain.plan_wish import Wish
from shared.calendar import clock_time, letter_date, local_day, long_date, short_date, to_local, weekday_name
from shared.documents.blocks import Block, Heading, Paragraph, Table, bold, bullets, italic, paragraph
from shared.documents.form import registration_form
from shared.documents.model import Annex, Document
from shared.documents.numbers import reference
from shared.documents.phrases import date_words
from shared.profiles import Profile
from shared.profiles.plan import Block as PlanBlock

_TIME_AND_PLACE = ("thời gian", "địa điểm")


def plan_document(
    profile: Profile, wish: Wish, dates: Sequence[PlanDate], issue: Issue, watermark: str | None = None
) -> Document:
    """The plan as it is printed, draft or issued.

    Rule: R-001, R-061, R-062, R-063, R-075, R-076, R-098, R-124, R-125, R-202
    """
    document = paper(
        profile,
        "plan",
        profile.plan.title,
        (paragraph(profile.plan.preamble), *_sections(profile, wish, dates)),
        issue,
        recipients=profile.plan.distribution,
    )
    annexes = (
        _form_annex(profile, wish, document),
        _dates_annex(profile, dates, document, is_draft=watermark is not None),
    )
    return replace(document, annexes=annexes, watermark=watermark)


def _sections(profile: Profile, wish: Wish, dates: Sequence[PlanDate]) -> Iterator[Block]:
    for section in profile.plan.sections:
        yield Heading(1, f"{section.number}. {section.title}")
        for block in section.blocks:
            if block.heading:
                yield Heading(2, block.heading)
            yield from _lines(_paragraphs(profile, block, wish, dates))


def _paragraphs(profile: Profile, block: PlanBlock, wish: Wish, dates: Sequence[PlanDate]) -> list[str]:
    heading = block.heading.lower()
    if all(words in heading for words in _TIME_AND_PLACE):
        return _time_and_place(wish)
    return [_with_close(profile, text, dates) for text in block.paragraphs]


def _time_and_place(wish: Wish) -> list[str]:
    return [f"- Thời gian: {when_words(wish.starts_at)}.", f"- Địa điểm: {wish.venue}.", f"- Chủ trì: {wish.chair}."]


def when_words(at: datetime) -> str:
    """'14 giờ 00, Thứ Năm, ngày 26 tháng 11 năm 2026'."""
    local, day = to_local(at), local_day(at)
    return f"{local.hour:02d} giờ {local.minute:02d}, {weekday_name(day)}, {letter_date(day)}"


def _with_close(profile: Profile, text: str, dates: Sequence[PlanDate]) -> str:
    """The plan's words stay; the day they mean is told beside them. Rule: R-089, C-01"""
    words = profile.rules.registration.close_words
    closes = next((date for date in dates if date.key == "registration_closes"), None)
    if closes is None or words not in text:
        return text
    return text.replace(words, f"{words} (chậm nhất đến hết {long_date(closes.day)})", 1)


def _lines(texts: Sequence[str]) -> Iterator[Block]:
    """'-' and '+' lines as bullets, '*' lines italic, the rest as they stand."""
    for text in texts:
        mark, _, rest = text.partition(" ")
        match mark:
            case "-" | "+":
                yield bullets(rest, mark=mark)
            case "*":
                yield paragraph(italic(text))
            case _:
                yield paragraph(text)


def _form_annex(profile: Profile, wish: Wish, document: Document) -> Annex:
    unit = profile.unit
    form = registration_form(
        unit=unit.body,
        return_address=unit.address,
        return_email=unit.email,
        leader=unit.leader_title,
        place=unit.place,
        year=local_day(wish.starts_at).year,
    )
    signature = form.signatures[0]
    signed: tuple[Paragraph, ...] = (
        paragraph(italic(signature.dateline or ""), align="right"),
        paragraph(bold("\n".join(signature.capacity)), align="right"),
        paragraph(italic(signature.note or ""), align="right"),
    )
    notes = tuple(paragraph(italic(note), indent=False) for note in form.footnotes)
    return Annex("Phụ lục I", form.kind or "", _enclosed(profile, document), (*form.blocks, *signed, *notes))


def _dates_annex(profile: Profile, dates: Sequence[PlanDate], document: Document, *, is_draft: bool) -> Annex:
    rows = tuple(
        (str(n), date.label, _day(date, is_draft=is_draft), date.words or "–") for n, date in enumerate(dates, 1)
    )
    table = Table(("TT", "Việc", "Thời hạn", "Quy định"), rows, (0.5, 2.4, 1.8, 4), "clll")
    return Annex("Phụ lục II", "CÁC MỐC THỜI GIAN", _enclosed(profile, document), (table,))


def _day(date: PlanDate, *, is_draft: bool) -> str:
    if is_draft and date.key == "registration_opens":
        return "từ khi công bố Kế hoạch"
    if date.is_term:
        return f"đến hết {weekday_name(date.day)}, {short_date(date.day)}"
    return f"{clock_time(date.at)} {weekday_name(date.day)}, {short_date(date.day)}"


def _enclosed(profile: Profile, document: Document) -> str:
    number = reference(document.number) if document.number else ""
    day = date_words(document.date, document.year)
    return f"(Kèm theo Kế hoạch số {number} {day} của {profile.unit.body})"
