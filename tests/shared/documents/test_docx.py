import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from shared.documents.docx import docx_bytes, render_docx
from shared.documents.model import DRAFT_MARK, Document
from shared.documents.pdf import pdf_bytes
from shared.documents.phrases import MOTTO, NATION
from tests.rules import rule
from tests.shared.documents.measuring import squeezed, words_of
from tests.shared.documents.samples import SAMPLES, answer, form, minutes, plan


def reread(document: Document) -> WordDocument:
    return docx.Document(io.BytesIO(docx_bytes(document)))


def all_text(word: WordDocument) -> str:
    return "\n".join(node.text or "" for node in word.element.body.iter(qn("w:t")))


def paragraphs(word: WordDocument, style: str) -> list[str]:
    """The paragraphs in a style, those in tables too."""
    inside = [line for table in word.tables for cell in table._cells for line in cell.paragraphs]
    return [line.text for line in [*word.paragraphs, *inside] if line.style and line.style.name == style]


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES.keys())
def test_both_formats_carry_the_same_letters(sample: Callable[[], Document]) -> None:
    document = replace(sample(), watermark=None)
    count = {letter: text.count(letter) for text in [words_of(pdf_bytes(document))] for letter in set(text)}
    word = squeezed(all_text(reread(document)))
    pages_and_dots = "0123456789."
    assert {letter: word.count(letter) for letter in count if letter not in pages_and_dots} == {
        letter: number for letter, number in count.items() if letter not in pages_and_dots
    }


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES.keys())
async def test_the_same_document_gives_the_same_bytes(sample: Callable[[], Document]) -> None:
    assert docx_bytes(sample()) == await render_docx(sample())


def test_the_page_is_a4_with_the_margins_of_the_decree() -> None:
    section = reread(answer()).sections[0]
    paper = (section.page_width, section.page_height)
    assert [round(side.mm) for side in paper if side] == [210, 297]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides if side] == [20, 20, 30, 15]


def test_the_page_number_is_in_the_header_but_not_on_the_first_page() -> None:
    section = reread(answer()).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml
    assert section.header.paragraphs[0].style.name == "Số trang"


def test_styles_are_real_and_hold_the_measures() -> None:
    word = reread(answer())
    body = word.styles["Nội dung"]
    assert (body.font.name, body.font.size) == ("Times New Roman", Pt(14))
    form_ = body.paragraph_format
    assert form_.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert form_.space_after == Pt(6) and round(form_.first_line_indent.mm, 1) == 12.7
    assert word.styles["Danh sách nơi nhận"].font.size == Pt(11)
    heading = word.styles["Heading 1"]
    assert heading.font.bold and str(heading.font.color.rgb) == "000000"
    assert "Theme" not in heading.element.rPr.rFonts.xml.split(">")[0]


@rule("R-126")
def test_the_head_is_a_borderless_table() -> None:
    head = reread(answer()).tables[0]
    assert [line.text for line in head.cell(0, 1).paragraphs][:2] == [NATION, MOTTO]
    assert head.cell(1, 0).paragraphs[0].text == "Số: 07/UBND-VP"
    assert "w:tblBorders" not in head._tbl.xml
    assert head.style is None or head.style.name == "Normal Table"


@rule("R-001")
def test_a_draft_carries_its_mark_behind_every_page() -> None:
    section = reread(plan()).sections[0]
    for header in (section.header, section.first_page_header):
        assert f'string="{DRAFT_MARK}"' in header._element.xml
    assert "textpath" not in reread(answer()).sections[0].header._element.xml


def test_the_closing_mark_stands_once() -> None:
    assert all_text(reread(plan())).count("./.") == 1


@rule("R-125")
def test_two_signatures_share_a_row_and_recipients_follow() -> None:
    word = reread(minutes())
    pair = word.tables[-1]
    assert [pair.cell(0, place).paragraphs[0].text for place in (0, 1)] == ["THƯ KÝ", "CHỦ TRÌ"]
    assert [pair.cell(1, place).paragraphs[0].text for place in (0, 1)] == ["Lê Thị Bích", "Nguyễn Thành Chung"]
    assert paragraphs(word, "Danh sách nơi nhận") == ["- Thường trực Đảng ủy (để b/c);", "- Lưu: VT, hồ sơ."]


def test_table_headers_repeat_and_an_annex_turns_the_page() -> None:
    word = reread(plan())
    ruled = [table for table in word.tables if table.style and table.style.name == "Table Grid"]
    assert [cell.text for cell in ruled[0].rows[0].cells] == ["TT", "Nội dung", "Đơn vị chủ trì", "Thời hạn"]
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in ruled)
    annex = word.sections[1]
    assert annex.orientation == WD_ORIENT.LANDSCAPE and annex.page_width
    assert round(annex.page_width.mm) == 297
    assert 'w:pgNumType w:start="1"' in annex._sectPr.xml


def test_the_form_has_leaders_of_dots() -> None:
    word = reread(form())
    dotted = [line for line in word.paragraphs if line.text.endswith("\t")]
    assert len(dotted) == 4 + 6 + 4
    assert all([round(stop.position.mm) for stop in line.paragraph_format.tab_stops] == [165] for line in dotted)


def test_a_qr_code_is_a_picture() -> None:
    assert len(reread(answer()).inline_shapes) == 1
    assert not reread(minutes()).inline_shapes


def test_the_file_tells_title_and_unit_but_no_clock() -> None:
    file = docx_bytes(minutes())
    properties = reread(minutes()).core_properties
    assert properties.title == "Biên bản Hội nghị đối thoại về thủ tục hành chính 6 tháng cuối năm 2026"
    assert properties.author == "Ủy ban nhân dân xã Phú Xuyên"
    assert properties.created and properties.created.date() == minutes().date
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(file)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
