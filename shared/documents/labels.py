"""Address labels for envelopes: A4 sheets of 2 × 8 labels, 105 × 37.1 mm each."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.documents.pdf import compile_template
from shared.documents.text import breakable, printable

LABELS_PER_SHEET = 16
_LONGEST_WORD = 28


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Who receives a letter: `lines` from house number to province, as the post wants them; `reference` is ours."""

    name: str
    lines: tuple[str, ...]
    phone: str | None = None
    reference: str | None = None


def address_labels(addresses: Sequence[PostalAddress], used: int = 0) -> bytes:
    """The labels as PDF, left to right and down; `used` places of the first sheet stay empty.

    Refuses an empty list and `used` outside 0–15.
    """
    if not addresses:
        raise ValueError("no addresses to print")
    if not 0 <= used < LABELS_PER_SHEET:
        raise ValueError(f"a sheet has {LABELS_PER_SHEET} labels")
    printed = [_label(address) for address in addresses]
    return compile_template("labels.typ", {"title": "Nhãn địa chỉ", "labels": [None] * used + printed})


def _label(address: PostalAddress) -> dict[str, object]:
    return {
        "name": _text(address.name),
        "lines": [_text(line) for line in address.lines if line.strip()],
        "phone": address.phone and _text(address.phone),
        "reference": address.reference and _text(address.reference),
    }


def _text(text: str) -> str:
    return breakable(printable(text).replace("\n", " "), _LONGEST_WORD)
