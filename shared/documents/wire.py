"""A document as the data the PDF template reads. Text stays text: the template never evaluates it."""

from typing import Any

from shared.documents import phrases, qr
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
from shared.documents.closing import closed
from shared.documents.model import Annex, Document, Signature
from shared.documents.text import breakable, printable

Wire = dict[str, Any]
_LONGEST_WORD = 30
_LONGEST_NARROW = 13


def document_wire(document: Document) -> Wire:
    """Everything the template prints, already worded."""
    blocks = closed(document.blocks) if document.closing else document.blocks
    return {
        "title": printable(phrases.page_title(document)),
        "dated": document.date is not None,
        "head": _head(document),
        "kind": None if document.kind is None else _text(document.kind.upper()),
        "subject": _text(document.subject),
        "dear": phrases.DEAR,
        "addressees": _addressees(document),
        "blocks": [_block(block) for block in blocks],
        "recipients_label": phrases.RECIPIENTS,
        "recipients": [_narrow(line) for line in phrases.listed(document.recipients)],
        "signatures": [_signature(signature) for signature in document.signatures],
        "watermark": document.watermark and _text(document.watermark),
        "qr": document.qr and {"svg": qr.image_svg(document.qr.payload), "caption": _narrow(document.qr.caption)},
        "footnotes": [_text(note) for note in document.footnotes],
        "annexes": [_annex(annex) for annex in document.annexes],
    }


def _head(document: Document) -> Wire:
    head: Wire = {"nation": phrases.NATION, "motto": phrases.MOTTO, "organ": None}
    if document.letterhead is not None:
        head["organ"] = {
            "superior": [_narrow(line) for line in phrases.superior_lines(document.letterhead)],
            "body": [_narrow(line) for line in phrases.body_lines(document.letterhead)],
        }
    number, dateline, about = (line(document) for line in (phrases.number_line, phrases.date_line, phrases.about_line))
    head["number"] = number and _text(number)
    head["dateline"] = dateline and _text(dateline)
    head["about"] = about and _narrow(about)
    return head


def _addressees(document: Document) -> list[Wire]:
    names = [entry.name for entry in document.addressees]
    printed = phrases.listed(names) if len(names) > 1 else names
    return [
        {"name": _narrow(name), "address": entry.address and _narrow(entry.address)}
        for name, entry in zip(printed, document.addressees, strict=True)
    ]


def _signature(signature: Signature) -> Wire:
    return {
        "capacity": [_narrow(line) for line in signature.capacity],
        "name": signature.name and _narrow(signature.name),
        "note": signature.note and _narrow(signature.note),
        "dateline": signature.dateline and _narrow(signature.dateline),
    }


def _annex(annex: Annex) -> Wire:
    return {
        "label": _text(annex.label.upper()),
        "title": _text(annex.title),
        "reference": _text(annex.reference),
        "landscape": annex.landscape,
        "blocks": [_block(block) for block in annex.blocks],
    }


def _block(block: Block) -> Wire:
    match block:
        case Paragraph():
            return {"t": "paragraph", "runs": _runs(block.runs), "align": block.align, "indent": block.indent}
        case LegalBasis():
            return {"t": "basis", "lines": [_text(line) for line in phrases.listed(block.lines, dash=False)]}
        case Heading():
            text = block.text.upper() if block.level == 1 else block.text
            return {"t": "heading", "level": block.level, "text": _text(text)}
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
            words = [_text(line) for line in phrases.quoted(block.text)]
            return {"t": "quote", "paragraphs": words, "source": block.source and _text(block.source)}
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
    return [{"text": _text(run.text), "bold": run.bold, "italic": run.italic} for run in parts]


def _narrow(text: str) -> str:
    return breakable(printable(text), _LONGEST_NARROW)


def _text(text: str) -> str:
    return breakable(printable(text), _LONGEST_WORD)
