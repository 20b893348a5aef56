"""How the unit's papers look: letterhead, number with a blank to fill, signature, all from its profile."""

from dataclasses import dataclass
from datetime import date

from shared.documents.blocks import Block
from shared.documents.model import Annex, Document, Letterhead, Number, Signature
from shared.profiles import Profile
from shared.profiles.documents import DocumentKind


@dataclass(frozen=True, slots=True)
class Issue:
    """What văn thư gives a paper; empty while it is a draft. Rule: R-001, R-061, R-063"""

    number: str = ""
    on: date | None = None
    year: int | None = None
    signing: str = ""  # key of a signing capacity; empty: the profile's usual one
    signer: str = ""


def paper(
    profile: Profile,
    kind: DocumentKind,
    subject: str,
    blocks: tuple[Block, ...],
    issue: Issue,
    *,
    recipients: tuple[str, ...],
    annexes: tuple[Annex, ...] = (),
) -> Document:
    """The paper with the unit's letterhead and one signature. Rule: R-001, R-125"""
    symbol = profile.symbol(kind)
    lines = signing_lines(profile, issue.signing or symbol.signing)
    return Document(
        kind=symbol.name.upper(),
        subject=subject,
        letterhead=letterhead(profile),
        number=Number(issue.number or None, symbol.symbol.lstrip("/")),
        date=issue.on,
        year=issue.year,
        blocks=blocks,
        recipients=recipients,
        signatures=(Signature(lines, issue.signer or None),),
        annexes=annexes,
    )


def letterhead(profile: Profile) -> Letterhead:
    return Letterhead(None, profile.unit.letterhead, profile.unit.place)


def signing_lines(profile: Profile, key: str) -> tuple[str, ...]:
    """The capital lines above a signature. Rule: R-125"""
    return next((signing.lines for signing in profile.signing if signing.key == key), ())
