"""One official document as a value. Both renderers read it; neither adds facts of its own."""

import datetime
from dataclasses import dataclass

from shared.documents.blocks import Block


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The issuing body: `superior` plain capitals above, `body_lines` bold, `place` for the date line ("Láng")."""

    superior: str | None
    body_lines: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Number:
    """`text` is the number as văn thư gave it ("34", "98a"); None prints a blank to fill in. Rule: R-001, R-063."""

    text: str | None
    symbol: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """One line of "Kính gửi", with the postal address below it when the letter goes to a person."""

    name: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: capacity lines top to bottom, then the name.

    `dateline` is printed above (forms), `note` below the capacity ("(Ký, ghi rõ họ tên)"). Rule: R-125.
    """

    capacity: tuple[str, ...]
    name: str | None
    note: str | None = None
    dateline: str | None = None


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code beside the signature: what it carries and the words under it."""

    payload: str
    caption: str


@dataclass(frozen=True, slots=True)
class Annex:
    """A "PHỤ LỤC …" after the signature: own first page, own page numbers, and the paper turned for wide tables."""

    label: str
    title: str
    reference: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """An official document, draft or issued.

    `kind` is the type name ("KẾ HOẠCH"); None makes a công văn, whose subject stands under the number as "V/v …".
    `date` None prints a blank date line; `year` then gives the printed year. `dated` False leaves the line out
    (minutes). `letterhead` None centres the national title alone (forms). `closing` ends the text with "./." once.
    Refuses more than two signatures.
    Rule: R-001.
    """

    subject: str
    blocks: tuple[Block, ...]
    kind: str | None = None
    letterhead: Letterhead | None = None
    number: Number | None = None
    date: datetime.date | None = None
    year: int | None = None
    dated: bool = True
    addressees: tuple[Addressee, ...] = ()
    recipients: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    closing: bool = True
    watermark: str | None = None
    qr: Qr | None = None
    footnotes: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()

    def __post_init__(self) -> None:
        if len(self.signatures) > 2:
            raise ValueError("a document has at most two signature blocks")


DRAFT_MARK = "BẢN DỰ THẢO"
