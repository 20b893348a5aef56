"""The end of a DOCX: "Nơi nhận", signatures, QR code, footnotes."""

import io

from docx.document import Document as WordDocument
from docx.shared import Mm, Pt
from docx.table import _Cell

from shared.documents import phrases, qr
from shared.documents.layout import OFFICIAL
from shared.documents.model import Document, Signature
from shared.documents.word_flow import Container, add, columns, rule

_HALVES = (OFFICIAL.line_width / 2, OFFICIAL.line_width / 2)
_ENDS = (72.0, OFFICIAL.line_width - 72.0)


def add_foot(word: WordDocument, document: Document) -> None:
    """Everything below the text. One signature stands beside "Nơi nhận", two beside each other above it."""
    signed = document.signatures
    if signed:
        add(word, "Dòng kẻ").paragraph_format.keep_with_next = True
    if len(signed) == 1:
        row = columns(word, 1, _ENDS)
        _add_recipients(row.cell(0, 0), document)
        _add_capacity(row.cell(0, 1), signed[0])
        _add_name(row.cell(0, 1), signed[0])
    elif signed:
        pair = columns(word, 2, _HALVES)
        for place, signature in enumerate(signed):
            _add_capacity(pair.cell(0, place), signature)
            _add_name(pair.cell(1, place), signature)
    if len(signed) != 1:
        _add_recipients(word, document)
    _add_footnotes(word, document)


def _add_capacity(cell: _Cell, signature: Signature) -> None:
    if signature.dateline:
        add(cell, "Chú thích chữ ký", signature.dateline)
    for line in signature.capacity:
        add(cell, "Chức vụ người ký", line)
    if signature.note:
        add(cell, "Chú thích chữ ký", signature.note)


def _add_name(cell: _Cell, signature: Signature) -> None:
    line = add(cell, "Họ tên người ký" if signature.name else "Dòng kẻ", signature.name or "")
    line.paragraph_format.space_before = Mm(OFFICIAL.signature_gap)


def _add_recipients(container: Container, document: Document) -> None:
    if document.recipients:
        add(container, "Nơi nhận", phrases.RECIPIENTS).paragraph_format.space_before = Pt(4)
        for line in phrases.listed(document.recipients):
            add(container, "Danh sách nơi nhận", line)
    if document.qr is not None:
        picture = add(container, "Danh sách nơi nhận")
        picture.paragraph_format.space_before = Pt(6)
        picture.add_run().add_picture(io.BytesIO(qr.png(document.qr.payload)), width=Mm(OFFICIAL.qr_side))
        add(container, "Danh sách nơi nhận", document.qr.caption)


def _add_footnotes(word: WordDocument, document: Document) -> None:
    if not document.footnotes:
        return
    line = rule(word, OFFICIAL.line_width, 50)
    line.paragraph_format.left_indent = Mm(0)
    line.paragraph_format.right_indent = Mm(OFFICIAL.line_width - 50)
    for note in document.footnotes:
        add(word, "Chú thích cuối", note)
