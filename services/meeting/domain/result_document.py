"""Thông báo kết quả: figures, opinions with their answers by field, tasks given, where it is published."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from services.meeting.domain.house_style import Issue, paper
from services.meeting.domain.minutes import Direction
from services.meeting.domain.minutes_figures import Figure
from shared.calendar import letter_date, short_date
from shared.contracts.meeting import ResultItem
from shared.documents.blocks import Block, Heading, KeyValue, Quote, Table, paragraph
from shared.documents.model import Document
from shared.profiles import Profile

KIND = "THÔNG BÁO"  # the type of NĐ 30; what it is about stands in the subject


def result_document(
    profile: Profile,
    title: str,
    held_on: date,
    summary: str,
    figures: Sequence[Figure],
    items: Sequence[ResultItem],
    directions: Sequence[Direction],
    page: str,
) -> Document:
    """A draft for văn thư: number and date are blank. Rule: R-001, R-042, R-110, R-124, R-125, R-220, C-22, C-23"""
    blocks = (
        paragraph(
            f"{profile.unit.body} thông báo kết quả {title[:1].lower()}{title[1:]}, tổ chức {letter_date(held_on)}, "
            "như sau:"
        ),
        *((paragraph(summary),) if summary else ()),
        Heading(1, "I. Số liệu"),
        KeyValue(tuple((figure.label, f"{figure.value:02d}") for figure in figures)),
        Heading(1, "II. Ý kiến và trả lời"),
        *_items(items),
        *_directions(directions),
        Heading(1, f"{'IV' if directions else 'III'}. Nơi công khai"),
        paragraph(f"Toàn bộ câu hỏi và câu trả lời được đăng tại {page}, niêm yết tại trụ sở {profile.unit.body}."),
    )
    subject = f"Kết quả {title[:1].lower()}{title[1:]}"
    made = paper(profile, "result", subject, blocks, Issue(year=held_on.year), recipients=profile.plan.distribution)
    return replace(made, kind=KIND)


def _items(items: Sequence[ResultItem]) -> Iterator[Block]:
    number = 0
    for place, field in enumerate(dict.fromkeys(item.field for item in items), 1):
        yield Heading(2, f"{place}. {field}")
        for item in (item for item in items if item.field == field):
            number += 1
            who = item.asked_by[:1].upper() + item.asked_by[1:]
            yield paragraph(f"Câu {number:02d}. {who} hỏi:")
            yield Quote(item.question)
            by = f"{item.department} trả lời: " if item.department else "Trả lời: "
            yield paragraph(f"{by}{item.answer}")
    if not items:
        yield paragraph("Chưa có câu hỏi nào được duyệt để công khai.")


def _directions(directions: Sequence[Direction]) -> Iterator[Block]:
    if not directions:
        return
    yield Heading(1, "III. Giao nhiệm vụ")
    rows = tuple(
        (str(n), d.text, d.department, short_date(d.due_on) if d.due_on else "–") for n, d in enumerate(directions, 1)
    )
    yield Table(("TT", "Việc phải làm", "Đơn vị", "Thời hạn"), rows, (0.5, 4, 2.2, 1.3), "cllc")
