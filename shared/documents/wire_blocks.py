"""Blocks and strings as the data the PDF template reads. Text stays text: the template never evaluates it."""

from typing import Any

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
    Runs,
    Table,
    bold,
    runs,
)
from shared.documents.text import breakable, printable

Wire = dict[str, Any]
_LONGEST_WORD = 30
_LONGEST_NARROW = 13


def narrow_text(text: str) -> str:
    """Text for a column of a third of the line: no unbroken word can be wider than that."""
    return breakable(printable(text), _LONGEST_NARROW)


def wide_text(text: str) -> str:
    """Text for the whole line."""
    return breakable(printable(text), _LONGEST_WORD)


def block_wire(block: Block) -> Wire:
    """One block, already worded."""
    match block:
        case Paragraph():
            return {"t": "paragraph", "runs": _runs(block.runs), "align": block.align, "indent": block.indent}
        case LegalBasis():
            return {"t": "basis", "lines": [wide_text(line) for line in phrases.listed(block.lines, dash=False)]}
        case Heading():
            text = block.text.upper() if block.level == 1 else block.text
            return {"t": "heading", "level": block.level, "text": wide_text(text)}
        case Bullets():
            return {"t": "bullets", "mark": block.mark, "items": [_runs(item) for item in block.items]}
        case KeyValue():
            pairs = [runs(bold(f"{label}:"), f" {value}") for label, value in block.items]
            return {"t": "lines", "items": [_runs(pair) for pair in pairs]}
        case Quote() | Table() | DottedLines() | FillLine() | PageBreak():
            return _special(block)


def _special(block: Quote | Table | DottedLines | FillLine | PageBreak) -> Wire:
    match block:
        case Quote():
            words = [wide_text(line) for line in phrases.quoted(block.text)]
            return {"t": "quote", "paragraphs": words, "source": block.source and wide_text(block.source)}
        case Table():
            rows = [[printable(cell) for cell in row] for row in block.rows]
            headers = [printable(header) for header in block.headers]
            align = block.align or "l" * len(headers)
            return {"t": "table", "headers": headers, "rows": rows, "widths": block.widths, "align": align}
        case DottedLines():
            return {"t": "dotted", "count": block.count}
        case FillLine():
            return {"t": "fill", "runs": _runs(block.label)}
        case PageBreak():
            return {"t": "break"}


def _runs(parts: Runs) -> list[Wire]:
    return [{"text": wide_text(run.text), "bold": run.bold, "italic": run.italic} for run in parts]
