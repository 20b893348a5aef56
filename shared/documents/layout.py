"""Measures of Nghị định 30/2020/NĐ-CP, phụ lục I, for both renderers: lengths in millimetres, type in points."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """A4 page. Sizes that the decree gives as a range are fixed inside it; the pairs 13/14 go together."""

    page_width: float = 210.0
    page_height: float = 297.0
    top: float = 20.0
    bottom: float = 20.0
    left: float = 30.0
    right: float = 15.0
    first_line: float = 12.7
    quote_indent: float = 10.0
    signature_gap: float = 26.0
    qr_side: float = 24.0
    font: str = "Tinos"
    nation: float = 13.0
    motto: float = 14.0
    organ: float = 13.0
    number: float = 13.0
    about: float = 12.0
    dateline: float = 14.0
    kind: float = 14.0
    body: float = 14.0
    table: float = 12.0
    capacity: float = 14.0
    recipients_label: float = 12.0
    recipients: float = 11.0
    page_number: float = 13.0
    footnote: float = 11.0
    caption: float = 10.0
    paragraph_gap: float = 6.0
    line_pitch: float = 1.2

    @property
    def line_width(self) -> float:
        """The width of the text in millimetres."""
        return self.page_width - self.left - self.right

    def measures(self) -> dict[str, object]:
        """The measures by name, for the template."""
        return asdict(self)


OFFICIAL = Layout()
WORD_FONT = "Times New Roman"
