"""A document as the data the PDF template reads. Text stays text: the template never evaluates it."""

from shared.documents import phrases, qr
from shared.documents.closing import closed
from shared.documents.model import Annex, Document, Signature
from shared.documents.text import printable
from shared.documents.wire_blocks import Wire, block_wire, narrow_text, wide_text


def document_wire(document: Document) -> Wire:
    """Everything the template prints, already worded."""
    blocks = closed(document.blocks) if document.closing else document.blocks
    return {
        "title": printable(phrases.page_title(document)),
        "dated": document.date is not None,
        "head": _head(document),
        "kind": None if document.kind is None else wide_text(document.kind.upper()),
        "subject": wide_text(document.subject),
        "dear": phrases.DEAR,
        "addressees": _addressees(document),
        "blocks": [block_wire(block) for block in blocks],
        "recipients_label": phrases.RECIPIENTS,
        "recipients": [narrow_text(line) for line in phrases.listed(document.recipients)],
        "signatures": [_signature(signature) for signature in document.signatures],
        "watermark": document.watermark and wide_text(document.watermark),
        "qr": document.qr and {"svg": qr.image_svg(document.qr.payload), "caption": narrow_text(document.qr.caption)},
        "footnotes": [wide_text(note) for note in document.footnotes],
        "annexes": [_annex(annex) for annex in document.annexes],
    }


def _head(document: Document) -> Wire:
    head: Wire = {"nation": phrases.NATION, "motto": phrases.MOTTO, "organ": None}
    if document.letterhead is not None:
        head["organ"] = {
            "superior": [narrow_text(line) for line in phrases.superior_lines(document.letterhead)],
            "body": [narrow_text(line) for line in phrases.body_lines(document.letterhead)],
        }
    number, dateline, about = (line(document) for line in (phrases.number_line, phrases.date_line, phrases.about_line))
    head["number"] = number and wide_text(number)
    head["dateline"] = dateline and narrow_text(dateline)
    head["about"] = about and narrow_text(about)
    return head


def _addressees(document: Document) -> list[Wire]:
    names = [entry.name for entry in document.addressees]
    printed = phrases.listed(names) if len(names) > 1 else names
    return [
        {"name": narrow_text(name), "address": entry.address and narrow_text(entry.address)}
        for name, entry in zip(printed, document.addressees, strict=True)
    ]


def _signature(signature: Signature) -> Wire:
    return {
        "capacity": [narrow_text(line) for line in signature.capacity],
        "name": signature.name and narrow_text(signature.name),
        "note": signature.note and narrow_text(signature.note),
        "dateline": signature.dateline and narrow_text(signature.dateline),
    }


def _annex(annex: Annex) -> Wire:
    return {
        "label": wide_text(annex.label.upper()),
        "title": wide_text(annex.title),
        "reference": wide_text(annex.reference),
        "landscape": annex.landscape,
        "blocks": [block_wire(block) for block in annex.blocks],
    }
