"""The head of a DOCX: national title and issuing body, number and date, type name, "Kính gửi"."""

from docx.document import Document as WordDocument
from docx.shared import Mm, Pt
from docx.table import _Cell

from shared.documents import phrases
from shared.documents.layout import OFFICIAL
from shared.documents.model import Document, Letterhead
from shared.documents.word_flow import Container, add, columns, rule

_LEFT, _RIGHT = 62.0, 103.0
_MOTTO_LENGTH = 61.0
_CAPITAL = 0.72
_SMALL = 0.5
_POINT_MM = 25.4 / 72


def add_head(word: WordDocument, document: Document) -> None:
    """Everything above the text."""
    if document.letterhead is None:
        _add_nation(word, OFFICIAL.line_width)
    else:
        table = columns(word, 2, (_LEFT, _RIGHT))
        _add_organ(table.cell(0, 0), document.letterhead)
        _add_nation(table.cell(0, 1), _RIGHT)
        _add_number(table.cell(1, 0), document)
        add(table.cell(1, 1), "Địa danh ngày tháng", phrases.date_line(document) or "")
    _add_title(word, document)
    _add_addressees(word, document)


def _add_nation(container: Container, width: float) -> None:
    add(container, "Quốc hiệu", phrases.NATION)
    add(container, "Tiêu ngữ", phrases.MOTTO)
    rule(container, width, _MOTTO_LENGTH)


def _add_organ(cell: _Cell, letterhead: Letterhead) -> None:
    for line in phrases.superior_lines(letterhead):
        add(cell, "Cơ quan chủ quản", line)
    names = phrases.body_lines(letterhead)
    for line in names:
        add(cell, "Cơ quan ban hành", line)
    length = len(names[-1]) * _CAPITAL * OFFICIAL.organ * _POINT_MM
    rule(cell, _LEFT, min(length, _LEFT) * 0.42)


def _add_number(cell: _Cell, document: Document) -> None:
    add(cell, "Số ký hiệu", phrases.number_line(document) or "")
    about = phrases.about_line(document)
    if about:
        add(cell, "Trích yếu công văn", about).paragraph_format.space_before = Pt(3)


def _add_title(word: WordDocument, document: Document) -> None:
    if document.kind is None:
        return
    add(word, "Tên loại", document.kind.upper()).paragraph_format.space_before = Pt(14)
    if not document.subject:
        word.paragraphs[-1].paragraph_format.space_after = Pt(10)
        return
    add(word, "Trích yếu", document.subject)
    length = min(len(document.subject) * _SMALL * OFFICIAL.kind * _POINT_MM, OFFICIAL.line_width)
    rule(word, OFFICIAL.line_width, length * 0.4).paragraph_format.space_after = Pt(12)


def _add_addressees(word: WordDocument, document: Document) -> None:
    names = [entry.name for entry in document.addressees]
    if not names:
        return
    several = len(names) > 1
    left = Mm(15)
    first = add(word, "Kính gửi", phrases.DEAR if several else f"{phrases.DEAR} {names[0]}")
    first.paragraph_format.space_before = Pt(12)
    first.paragraph_format.left_indent = left
    for name, entry in zip(phrases.listed(names) if several else names, document.addressees, strict=True):
        lines = ([name] if several else []) + ([entry.address] if entry.address else [])
        for line in lines:
            add(word, "Kính gửi", line).paragraph_format.left_indent = left + Mm(22)
    word.paragraphs[-1].paragraph_format.space_after = Pt(12)
