"""The text of a DOCX: one function for each kind of block."""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH as SIDE
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from shared.documents import phrases
from shared.documents.blocks import (
    Block,
    Bullets,
    DottedLines,
    FillLine,
    Heading,
    KeyValue,
    LegalBasis,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Table,
    bold,
    runs,
)
from shared.documents.layout import OFFICIAL
from shared.documents.word_flow import add, dots_to_margin, fix_widths, set_padding

_SIDES = {"left": SIDE.LEFT, "center": SIDE.CENTER, "right": SIDE.RIGHT, "justify": SIDE.JUSTIFY}
_LETTERS = {"l": SIDE.LEFT, "c": SIDE.CENTER, "r": SIDE.RIGHT}


def add_blocks(word: WordDocument, blocks: Sequence[Block], width: float) -> None:
    """The blocks in order; `width` of the line in millimetres sets the tables."""
    for block in blocks:
        match block:
            case Table():
                _add_table(word, block, width)
            case PageBreak():
                word.add_page_break()  # type: ignore[no-untyped-call]
            case DottedLines() | FillLine():
                _add_dotted(word, block)
            case Paragraph():
                _add_paragraph(word, block)
            case Quote():
                _add_quote(word, block)
            case _:
                _add_lines(word, block)


def _add_lines(word: WordDocument, block: LegalBasis | Heading | Bullets | KeyValue) -> None:
    match block:
        case LegalBasis():
            lines = [("Căn cứ", runs(line)) for line in phrases.listed(block.lines, dash=False)]
        case Heading():
            text = block.text.upper() if block.level == 1 else block.text
            lines = [(f"Heading {block.level}", runs(text))]
        case Bullets():
            lines = [("Nội dung", (Run(f"{block.mark} "), *item)) for item in block.items]
        case KeyValue():
            lines = [("Nội dung", runs(bold(f"{label}:"), f" {value}")) for label, value in block.items]
    for style, line in lines:
        add(word, style, line)


def _add_paragraph(word: WordDocument, block: Paragraph) -> None:
    line = add(word, "Nội dung", block.runs)
    if block.align != "justify":
        line.alignment = _SIDES[block.align]
    if block.align != "justify" or not block.indent:
        line.paragraph_format.first_line_indent = Mm(0)


def _add_quote(word: WordDocument, block: Quote) -> None:
    for words in phrases.quoted(block.text):
        add(word, "Trích dẫn", words).paragraph_format.left_indent = Mm(OFFICIAL.quote_indent)
    if block.source is not None:
        line = add(word, "Nội dung", block.source)
        line.alignment = SIDE.RIGHT


def _add_dotted(word: WordDocument, block: DottedLines | FillLine) -> None:
    labels = [block.label] if isinstance(block, FillLine) else [()] * block.count
    for label in labels:
        dots_to_margin(add(word, "Dòng điền", (*label, Run(" ")) if label else ()))


def _add_table(word: WordDocument, block: Table, width: float) -> None:
    table = word.add_table(1, len(block.headers), style="Table Grid")
    for cell, header in zip(table.rows[0].cells, block.headers, strict=True):
        add(cell, "Ô bảng", (bold(header),)).alignment = SIDE.CENTER
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    sides = [_LETTERS[letter] for letter in block.align or "l" * len(block.headers)]
    for row in block.rows:
        for cell, words, side in zip(table.add_row().cells, row, sides, strict=True):
            add(cell, "Ô bảng", words).alignment = side
    set_padding(table, 4, 2)
    total = sum(block.widths)
    fix_widths(table, [width * share / total for share in block.widths])
    add(word, "Dòng kẻ").paragraph_format.space_after = Pt(OFFICIAL.paragraph_gap)
