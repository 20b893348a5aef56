"""Low-level pieces of a DOCX: paragraphs in order, borderless tables, short rules, fields."""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from shared.documents.blocks import Runs, runs
from shared.documents.layout import OFFICIAL
from shared.documents.text import printable

Container = WordDocument | _Cell


def add(container: Container, style: str, text: str | Runs = "") -> WordParagraph:
    """A paragraph in the style; the empty one every new cell begins with is used first."""
    line = _unused(container) or container.add_paragraph()
    line.style = style
    for part in runs(text) if isinstance(text, str) else text:
        words = printable(part.text)
        if words:
            run = line.add_run(words)
            run.bold, run.italic = part.bold or None, part.italic or None
    return line


def rule(container: Container, width: float, length: float) -> WordParagraph:
    """A thin line of `length` mm in the middle of a column `width` mm wide."""
    line = add(container, "Dòng kẻ")
    side = Mm(max(0.0, (width - length) / 2))
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = side
    line.paragraph_format.space_after = Pt(2)
    border = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    line._p.get_or_add_pPr().insert_element_before(parse_xml(border), *_AFTER_BORDER)
    return line


def columns(word: WordDocument, rows: int, widths: Sequence[float]) -> WordTable:
    """A borderless table with column widths in millimetres; its rows are never split between pages."""
    table: WordTable = word.add_table(rows, len(widths))
    fix_widths(table, widths)
    set_padding(table, 0, 0)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table


def fix_widths(table: WordTable, widths: Sequence[float]) -> None:
    """Set the widths in millimetres and stop Word from changing them."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for place, width in enumerate(widths):
        table.columns[place].width = Mm(width)
        for cell in table.columns[place].cells:
            cell.width = Mm(width)


def set_padding(table: WordTable, sides: float, ends: float) -> None:
    """The space in points between a cell's edge and its text."""
    margins = "".join(
        f'<w:{edge} w:w="{round(points * 20)}" w:type="dxa"/>'
        for edge, points in (("top", ends), ("left", sides), ("bottom", ends), ("right", sides))
    )
    properties = table._tbl.tblPr
    properties.append(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))
    for look in properties.findall(qn("w:tblLook")):
        properties.append(look)


def dots_to_margin(line: WordParagraph) -> None:
    """End the line with dots up to the right margin."""
    line.paragraph_format.tab_stops.add_tab_stop(Mm(OFFICIAL.line_width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    line.add_run("\t")


def page_field(line: WordParagraph) -> None:
    """The current page number."""
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    line._p.append(parse_xml(field))


def _unused(container: Container) -> WordParagraph | None:
    if not isinstance(container, _Cell) or len(container.paragraphs) != 1:
        return None
    first = container.paragraphs[0]
    return first if len(first._p) == 0 else None


_AFTER_BORDER = tuple(
    f"w:{name}"
    for name in ("shd", "tabs", "suppressAutoHyphens", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr")
)
