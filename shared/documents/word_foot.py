"""The end of a DOCX: "Nơi nhận", signatures, QR code, footnotes."""

import io

from docx.document import Document as WordDocument
from docx.shared import Mm, Pt
from docx.table import _Cell

from shared.documents import phrases, qr
from shared.documents.layout import OFFICIAL
from shared.documents.model import Document, Signature
from shared.documents.word_flow import Container, add, columns, rule

_HALF = OFFICIAL.line_width / 2


def add_foot(word: WordDocument, document: Document) -> None:
    """Everything below the text. One signature stands beside "Nơi nhận", two beside each other above it."""
    signed = document.signatures
    if signed:
        add(word, "Dòng kẻ").paragraph_format.keep_with_next = True
        table = columns(word, 2, (_HALF, _HALF))
        cells = [table.cell(0, 1)] if len(signed) == 1 else [table.cell(0, 0), table.cell(0, 1)]
        for cell, signature in zip(cells, signed, strict=True):
            _add_capacity(cell, signature)
        for place, signature in zip((1,) if len(signed) == 1 else (0, 1), signed, strict=True):
            _add_name(table.cell(1, place), signature)
    if len(signed) == 1:
        _add_recipients(table.cell(0, 0).merge(table.cell(1, 0)), document)
    else:
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
    line = add(cell, "Họ tên người ký", signature.name or "")
    line.paragraph_format.space_before = Mm(OFFICIAL.signature_gap)


def _add_recipients(container: Container, document: Document) -> None:
    if document.recipients:
        add(container, "Nơi nhận", phrases.RECIPIENTS)
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
