"""Measure a PDF as a reader with a ruler would: where each line of text stands, in which face and size."""

import io
import unicodedata
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject, PdfReader

MM = 72 / 25.4
ZERO_WIDTH_SPACE = "\u200b"


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of text in one face: `x` from the left and `y` (baseline) from the top in mm, `size` in points."""

    text: str
    x: float
    y: float
    size: float
    font: str


def pages(pdf: bytes) -> list[PageObject]:
    return list(PdfReader(io.BytesIO(pdf)).pages)


def lines(page: PageObject) -> list[Line]:
    """The pieces of text of a page, in reading order."""
    height = float(page.mediabox.height)
    found: list[Line] = []

    def visit(text: str, cm: list[float], tm: list[float], font: dict[str, Any] | None, size: float) -> None:
        if text.strip() and font is not None:
            name = str(font["/BaseFont"]).split("+")[-1]
            found.append(Line(text.strip(), cm[4] / MM, (height - cm[5]) / MM, round(size, 1), name))

    page.extract_text(visitor_text=visit)
    return found


def line(page: PageObject, beginning: str) -> Line:
    """The only line that begins with these words."""
    matching = [one for one in lines(page) if one.text.startswith(beginning)]
    assert len(matching) == 1, (beginning, [one.text for one in lines(page)])
    return matching[0]


def row(page: PageObject, beginning: str) -> list[str]:
    """The words that stand level with the line that begins so, from it to the right."""
    first = line(page, beginning)
    level = [one for one in lines(page) if abs(one.y - first.y) < 0.1 and one.x >= first.x]
    return " ".join(one.text for one in sorted(level, key=lambda one: one.x)).split()


def spans(page: PageObject) -> list[tuple[float, float]]:
    """Left and right edge in mm of every piece of text, from the widths of its glyphs."""
    resources: Any = page["/Resources"]
    fonts = {name: _widths(font.get_object()) for name, font in resources["/Font"].items()}
    state: dict[str, Any] = {}
    found: list[tuple[float, float]] = []

    def visit(operator: bytes, operands: list[Any], cm: list[float], tm: list[float]) -> None:
        if operator == b"Tf":
            state["widths"], state["size"] = fonts[operands[0]], float(operands[1])
        elif operator in (b"Tj", b"TJ"):
            pieces = operands[0] if operator == b"TJ" else [operands[0]]
            advance = sum(_advance(piece, state["widths"]) for piece in pieces) * state["size"] / 1000
            found.append((cm[4] / MM, (cm[4] + advance) / MM))

    page.extract_text(visitor_operand_before=visit)
    return found


def rules(page: PageObject) -> list[tuple[float, float]]:
    """Length in mm and distance from the top in mm of every horizontal stroke that starts at its own origin."""
    height = float(page.mediabox.height)
    found: list[tuple[float, float]] = []

    def visit(operator: bytes, operands: list[Any], cm: list[float], tm: list[float]) -> None:
        if operator == b"l" and float(operands[1]) == 0 and float(operands[0]) > 0 and abs(cm[0] - 1) < 0.01:
            found.append((float(operands[0]) / MM, (height - cm[5]) / MM))

    page.extract_text(visitor_operand_before=visit)
    return found


def squeezed(text: str) -> str:
    """The text without white space and invisible break points, composed."""
    kept = "".join(text.replace(ZERO_WIDTH_SPACE, "").split())
    return unicodedata.normalize("NFC", kept)


def words_of(pdf: bytes) -> str:
    """The words of the whole file, squeezed."""
    return squeezed("".join(page.extract_text() for page in pages(pdf)))


def _widths(font: Any) -> dict[int, float]:
    table = font["/DescendantFonts"][0].get_object()["/W"]
    widths: dict[int, float] = {}
    items = list(table)
    while items:
        first, second, *items = items
        values = second.get_object()
        if isinstance(values, list):
            widths |= {int(first) + place: float(value) for place, value in enumerate(values)}
        else:
            widths |= dict.fromkeys(range(int(first), int(second) + 1), float(items.pop(0)))
    return widths


def _advance(piece: Any, widths: dict[int, float]) -> float:
    if isinstance(piece, (int, float)):
        return -float(piece)
    raw = piece if isinstance(piece, bytes) else piece.original_bytes
    codes = [int.from_bytes(raw[place : place + 2], "big") for place in range(0, len(raw), 2)]
    return sum(widths.get(code, 0.0) for code in codes)
