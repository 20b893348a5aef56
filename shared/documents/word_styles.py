"""The Word styles of an official document, so that a clerk changes the style and not the paragraph."""

from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as SIDE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from shared.documents.layout import OFFICIAL, WORD_FONT


@dataclass(frozen=True, slots=True)
class _Look:
    size: float
    side: SIDE = SIDE.CENTER
    bold: bool = False
    italic: bool = False
    before: float = 0.0
    after: float = 0.0
    indent: bool = False
    keep: bool = False


_BODY = _Look(OFFICIAL.body, SIDE.JUSTIFY, after=OFFICIAL.paragraph_gap, indent=True)
LOOKS = {
    "Quốc hiệu": _Look(OFFICIAL.nation, bold=True),
    "Tiêu ngữ": _Look(OFFICIAL.motto, bold=True),
    "Cơ quan chủ quản": _Look(OFFICIAL.organ),
    "Cơ quan ban hành": _Look(OFFICIAL.organ, bold=True),
    "Số ký hiệu": _Look(OFFICIAL.number, before=5),
    "Trích yếu công văn": _Look(OFFICIAL.about),
    "Địa danh ngày tháng": _Look(OFFICIAL.dateline, italic=True, before=5),
    "Tên loại": _Look(OFFICIAL.kind, bold=True),
    "Trích yếu": _Look(OFFICIAL.kind, bold=True),
    "Kính gửi": _Look(OFFICIAL.body, SIDE.LEFT),
    "Nội dung": _BODY,
    "Căn cứ": _Look(OFFICIAL.body, SIDE.JUSTIFY, italic=True, after=OFFICIAL.paragraph_gap, indent=True),
    "Trích dẫn": _Look(OFFICIAL.body, SIDE.JUSTIFY, italic=True, after=OFFICIAL.paragraph_gap),
    "Dòng điền": _Look(OFFICIAL.body, SIDE.LEFT, after=OFFICIAL.paragraph_gap),
    "Heading 1": _Look(OFFICIAL.body, SIDE.JUSTIFY, bold=True, after=6, indent=True, keep=True),
    "Heading 2": _Look(OFFICIAL.body, SIDE.JUSTIFY, bold=True, after=6, indent=True, keep=True),
    "Heading 3": _Look(OFFICIAL.body, SIDE.JUSTIFY, after=6, indent=True, keep=True),
    "Ô bảng": _Look(OFFICIAL.table, SIDE.LEFT),
    "Chức vụ người ký": _Look(OFFICIAL.capacity, bold=True, keep=True),
    "Chú thích chữ ký": _Look(OFFICIAL.capacity, italic=True, keep=True),
    "Họ tên người ký": _Look(OFFICIAL.capacity, bold=True),
    "Nơi nhận": _Look(OFFICIAL.recipients_label, SIDE.LEFT, bold=True, italic=True),
    "Danh sách nơi nhận": _Look(OFFICIAL.recipients, SIDE.LEFT),
    "Số trang": _Look(OFFICIAL.page_number),
    "Chú thích cuối": _Look(OFFICIAL.footnote, SIDE.LEFT),
    "Dòng kẻ": _Look(2),
}


def add_styles(word: WordDocument) -> None:
    """Put all our styles into the file, and its language to Vietnamese."""
    _dress(word.styles["Normal"], _Look(OFFICIAL.body, SIDE.LEFT))
    known = {style.name for style in word.styles}
    for name, look in LOOKS.items():
        style = word.styles[name] if name in known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _dress(style, look)


def _dress(style: object, look: _Look) -> None:
    assert isinstance(style, ParagraphStyle)
    font, form = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(look.size), look.bold, look.italic
    font.color.rgb = RGBColor(0, 0, 0)
    _typeface(style)
    form.alignment = look.side
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing = 1.0
    form.first_line_indent = Mm(OFFICIAL.first_line) if look.indent else Mm(0)
    form.keep_with_next = look.keep


def _typeface(style: ParagraphStyle) -> None:
    """One face for all scripts, without the theme's fonts, which would win; Vietnamese for the spelling checker."""
    style.font.name = WORD_FONT
    properties = style.element.get_or_add_rPr()
    faces = properties.rFonts
    for attribute in list(faces.attrib):
        if attribute.endswith("Theme"):
            del faces.attrib[attribute]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        faces.set(qn(script), WORD_FONT)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    properties.append(language)
