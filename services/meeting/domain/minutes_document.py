"""Biên bản on paper: two signatures, no date line, the time of beginning and end in the text."""

from collections.abc import Iterator
from datetime import datetime

from services.meeting.domain.house_style import letterhead
from services.meeting.domain.minutes import Minutes, Passage
from services.meeting.domain.plan_document import when_words
from services.meeting.domain.timeline import LEAST_HOLE_S
from shared.calendar import length_words, local_day, position, short_date
from shared.documents.blocks import Block, Heading, KeyValue, Quote, Table, bullets, paragraph
from shared.documents.model import Document, Number, Signature
from shared.profiles import Profile

PENDING = "(chưa ghi)"


def minutes_document(profile: Profile, minutes: Minutes, number: str, watermark: str | None) -> Document:
    """The minutes as printed; often they have no number. Rule: R-001, R-042, R-110, R-125"""
    symbol = profile.symbol("minutes")
    return Document(
        kind=symbol.name.upper(),
        subject=minutes.subject,
        letterhead=letterhead(profile),
        number=Number(number or None, symbol.symbol.lstrip("/")),
        date=local_day(minutes.began_at) if minutes.began_at else None,
        dated=False,
        blocks=(_opening(minutes), *_parts(minutes)),
        recipients=("Chủ trì Hội nghị (để b/c)", "Các phòng, ban, đơn vị liên quan", "Lưu: VT, hồ sơ Hội nghị"),
        signatures=_signatures(profile, minutes),
        watermark=watermark,
    )


def _opening(minutes: Minutes) -> KeyValue:
    return KeyValue(
        (
            ("Thời gian bắt đầu", _when(minutes.began_at)),
            ("Thời gian kết thúc", _when(minutes.ended_at)),
            ("Địa điểm", minutes.venue),
            ("Chủ trì", minutes.chair),
            ("Thư ký", minutes.secretary or PENDING),
        )
    )


def _parts(minutes: Minutes) -> Iterator[Block]:
    for part in minutes.parts:
        yield Heading(1, f"{part.number}. {part.title}")
        for passage in part.passages:
            yield from _passage(passage)
        if part.number == "IV" and minutes.directions:
            yield from _directions(minutes)
    if minutes.films:
        yield from _films(minutes)


def _passage(passage: Passage) -> Iterator[Block]:
    if passage.heading:
        yield Heading(2, passage.heading)
    if passage.quoted and passage.text:
        yield Quote(passage.text)
        return
    for line in (passage.text or PENDING).splitlines():
        if line.strip():
            yield bullets(line[2:]) if line.startswith("- ") else paragraph(line)


def _directions(minutes: Minutes) -> Iterator[Block]:
    yield paragraph("Chủ trì giao các đơn vị:")
    rows = tuple(
        (str(n), d.text, d.department, short_date(d.due_on) if d.due_on else "–")
        for n, d in enumerate(minutes.directions, 1)
    )
    yield Table(("TT", "Việc phải làm", "Đơn vị", "Thời hạn"), rows, (0.5, 4, 2.2, 1.3), "cllc")


def _films(minutes: Minutes) -> Iterator[Block]:
    """An annex: where each opinion is found in the recording, and what of it is missing. Rule: R-209"""
    yield Heading(1, "Phụ lục. Đoạn ghi hình theo câu hỏi")
    rows = tuple(
        (
            f"{f.number:02d}",
            f.who,
            f.point,
            f"{position(f.place.start_s)} – {position(f.place.end_s)}",
            _missing(f.gap_s),
        )
        for f in minutes.films
    )
    yield Table(
        ("Ý kiến", "Người hỏi", "Nơi hỏi", "Từ – đến", "Không ghi được"), rows, (0.8, 2.6, 1.8, 1.9, 1.4), "cllcc"
    )
    told = "; ".join(f"{position(h.start_s)} – {position(h.end_s)} ({length_words(h.seconds)})" for h in minutes.holes)
    missed = f" Những chỗ của Hội nghị không ghi được: {told}." if told else ""
    yield paragraph(f"Thời điểm tính từ lúc bắt đầu ghi (giờ:phút:giây).{missed}")


def _missing(seconds: float) -> str:
    return length_words(seconds) if seconds >= LEAST_HOLE_S else "–"


def _signatures(profile: Profile, minutes: Minutes) -> tuple[Signature, Signature]:
    name, _, title = minutes.chair.rpartition(", ")
    lines = next(
        (s.lines for s in profile.signing if s.key == profile.symbol("minutes").signing), ("THƯ KÝ", "CHỦ TRÌ")
    )
    capacity = (lines[-1], title.upper()) if title else (lines[-1],)
    return Signature((lines[0],), minutes.secretary or None), Signature(capacity, name or None)


def _when(at: datetime | None) -> str:
    return when_words(at) if at else PENDING
