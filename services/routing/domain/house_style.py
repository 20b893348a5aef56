"""How a unit's papers look: letterhead, number with a blank to fill, signature, from its profile."""

from dataclasses import dataclass
from datetime import date

from shared.documents.blocks import Block
from shared.documents.model import Addressee, Document, Letterhead, Number, Signature
from shared.profiles import Profile


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper before văn thư gave it number and date."""

    kind: str  # "BÁO CÁO", printed above the subject
    symbol: str  # "BC-UBND"
    signing: str  # key of a signing capacity of the profile
    subject: str
    addressees: tuple[str, ...]
    blocks: tuple[Block, ...]
    recipients: tuple[str, ...]


def paper(profile: Profile, draft: Draft, number: str, on: date | None, year: int) -> Document:
    """The document; number and date stay blank until they are known. `number` may carry its symbol: "45/BC-UBND".

    Rule: R-001, R-125
    """
    unit = profile.unit
    lines = next((signing.lines for signing in profile.signing if signing.key == draft.signing), ())
    return Document(
        kind=draft.kind,
        subject=draft.subject,
        letterhead=Letterhead(None, unit.letterhead, unit.place),
        number=Number(number.split("/")[0] or None, draft.symbol),
        date=on,
        year=year,
        addressees=tuple(Addressee(name) for name in draft.addressees),
        blocks=draft.blocks,
        recipients=tuple(filter(None, draft.recipients)),
        signatures=(Signature(lines, None),),
    )


def symbol_of(profile: Profile, kind: str) -> tuple[str, str]:
    """Symbol without its stroke, and who signs by default."""
    symbol = profile.symbol(kind)
    return symbol.symbol.lstrip("/"), symbol.signing
