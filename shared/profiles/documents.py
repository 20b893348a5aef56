"""Official documents of a unit: symbols, signing capacities, and notices to people turned away."""

from typing import Literal

from shared.contracts.intake import ExclusionReason
from shared.profiles.part import Part, Sourced

DocumentKind = Literal[
    "plan", "announcement", "invitation", "answer", "guidance", "transfer", "minutes", "result", "report"
]


class Symbol(Part):
    """The symbol after a document's number, `Số: 34/KH-UBND` (R-172), and who signs by default."""

    kind: DocumentKind
    name: str
    symbol: str
    signing: str  # key of a signing capacity


class Signing(Sourced):
    """A signing capacity: the capital lines above the signature (R-125). Names come with the officer, not from here."""

    key: str
    label: str
    lines: tuple[str, ...]


class Notice(Sourced):
    """What a sender reads when a question cannot be taken: why, and where to go. Contains no question text.

    `restricted`: the sender's identity and the text are hidden from departments, agenda and search.
    """

    reason: ExclusionReason
    title: str
    explanation: str
    guidance: tuple[str, ...]
    restricted: bool = False


class LateNotice(Sourced):
    """What a sender reads when the form came late: it is kept and answered in writing."""

    title: str
    text: str
