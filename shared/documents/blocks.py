"""The pieces a document's text is made of. Plain values: the renderers decide how each one is set."""

from dataclasses import dataclass
from typing import Literal

Align = Literal["justify", "left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face. A line feed inside is a line break, not a new paragraph."""

    text: str
    bold: bool = False
    italic: bool = False


Runs = tuple[Run, ...]


def bold(text: str) -> Run:
    """Bold text."""
    return Run(text, bold=True)


def italic(text: str) -> Run:
    """Italic text."""
    return Run(text, italic=True)


def runs(*parts: str | Run) -> Runs:
    """Runs from strings (upright) and ready runs, in the order given."""
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; justified with a first-line indent unless said otherwise."""

    runs: Runs
    align: Align = "justify"
    indent: bool = True


def paragraph(*parts: str | Run, align: Align = "justify", indent: bool = True) -> Paragraph:
    """A paragraph from strings and runs."""
    return Paragraph(runs(*parts), align, indent)


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """Lines "Căn cứ …": italic; each ends with ';' and the last with '.', whatever the caller wrote."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its number inside the text: 1 'I. …' capitals bold, 2 '1. …' bold, 3 'a) …' upright."""

    level: Literal[1, 2, 3]
    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """Items that begin with '-' (or '+' one step below)."""

    items: tuple[Runs, ...]
    mark: Literal["-", "+"] = "-"


def bullets(*items: str | Run | Runs, mark: Literal["-", "+"] = "-") -> Bullets:
    """Bullets from strings, single runs or tuples of runs."""
    return Bullets(tuple(item if isinstance(item, tuple) else runs(item) for item in items), mark)


@dataclass(frozen=True, slots=True)
class KeyValue:
    """Lines 'Nhãn: giá trị', the label bold."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A citizen's own words: italic, between quotation marks, set in from the margin; line feeds start paragraphs."""

    text: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table whose headers repeat on every page.

    `widths` are shares of the line; `align` has one of l, c, r for each column ("" is all left).
    Refuses rows of another length and widths that are not positive.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    align: str = ""

    def __post_init__(self) -> None:
        columns = len(self.headers)
        if len(self.widths) != columns or any(len(row) != columns for row in self.rows):
            raise ValueError(f"a table of {columns} columns needs that many widths and cells in every row")
        if min(self.widths, default=0) <= 0:
            raise ValueError("column widths are positive shares")
        if self.align and (len(self.align) != columns or set(self.align) - set("lcr")):
            raise ValueError("align has one of l, c, r for each column")


@dataclass(frozen=True, slots=True)
class DottedLines:
    """Empty dotted lines to write on by hand."""

    count: int


@dataclass(frozen=True, slots=True)
class FillLine:
    """A label followed by dots up to the margin."""

    label: Runs


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Paragraph | LegalBasis | Heading | Bullets | KeyValue | Quote | Table | DottedLines | FillLine | PageBreak
