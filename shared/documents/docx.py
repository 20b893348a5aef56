"""Documents to DOCX for clerks who finish them in a word processor. Same document, same bytes."""

import asyncio
import datetime
import io
import zipfile

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm

from shared.documents import phrases
from shared.documents.closing import closed
from shared.documents.layout import OFFICIAL
from shared.documents.model import Annex, Document
from shared.documents.pdf import render_pool
from shared.documents.text import printable
from shared.documents.word_blocks import add_blocks
from shared.documents.word_flow import add, page_field
from shared.documents.word_foot import add_foot
from shared.documents.word_head import add_head
from shared.documents.word_mark import add_mark
from shared.documents.word_styles import add_styles

_LONGEST_TITLE = 255
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def docx_bytes(document: Document) -> bytes:
    """The document as DOCX, with real styles. Rule: R-001."""
    word = docx.Document()
    add_styles(word)
    _set_properties(word, document)
    _set_page(word.sections[0], landscape=False)
    _set_headers(word.sections[0], document.watermark)
    add_head(word, document)
    add_blocks(word, closed(document.blocks) if document.closing else document.blocks, OFFICIAL.line_width)
    if document.signatures and word.paragraphs:
        word.paragraphs[-1].paragraph_format.keep_with_next = True
    add_foot(word, document)
    for annex in document.annexes:
        _add_annex(word, annex)
    out = io.BytesIO()
    word.save(out)
    return _without_clock(out.getvalue())


async def render_docx(document: Document) -> bytes:
    """The document as DOCX, made in a worker thread."""
    return await asyncio.get_running_loop().run_in_executor(render_pool, docx_bytes, document)


def _set_properties(word: WordDocument, document: Document) -> None:
    day = document.date or datetime.date(1980, 1, 1)
    made = datetime.datetime.combine(day, datetime.time(0), datetime.UTC)
    kept = word.core_properties
    kept.title = printable(phrases.page_title(document))[:_LONGEST_TITLE]
    kept.author = printable(" ".join(document.letterhead.body_lines))[:_LONGEST_TITLE] if document.letterhead else ""
    kept.comments, kept.language = "", "vi-VN"
    kept.created = kept.modified = made
    kept.last_modified_by = ""


def _set_page(section: Section, landscape: bool) -> None:
    long, short = Mm(OFFICIAL.page_height), Mm(OFFICIAL.page_width)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.top_margin, section.bottom_margin = Mm(OFFICIAL.top), Mm(OFFICIAL.bottom)
    section.left_margin, section.right_margin = Mm(OFFICIAL.left), Mm(OFFICIAL.right)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True


def _set_headers(section: Section, watermark: str | None) -> None:
    first, others = section.first_page_header.paragraphs[0], section.header.paragraphs[0]
    first.style = others.style = "Số trang"
    page_field(others)
    if watermark:
        add_mark(first, watermark, 0)
        add_mark(others, watermark, 1)


def _add_annex(word: WordDocument, annex: Annex) -> None:
    section = word.add_section(WD_SECTION.NEW_PAGE)
    _set_page(section, annex.landscape)
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(numbering, "w:cols", "w:titlePg", "w:docGrid")
    add(word, "Tên loại", annex.label.upper())
    add(word, "Tên loại", annex.title)
    add(word, "Địa danh ngày tháng", annex.reference).paragraph_format.space_after = Mm(4)
    height, width = OFFICIAL.page_height, OFFICIAL.page_width
    add_blocks(word, annex.blocks, (height if annex.landscape else width) - OFFICIAL.left - OFFICIAL.right)


def _without_clock(file: bytes) -> bytes:
    """The same archive with one fixed time on every entry."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
