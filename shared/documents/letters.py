"""A print batch of letters: one PDF for a duplex printer, the list that goes with it to the post."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pypdf import PdfReader, PdfWriter

from shared.documents.blocks import Table, paragraph
from shared.documents.model import Document, Letterhead, Signature
from shared.documents.numbers import two_digits

_SIGN_NOTE = "(Ký, ghi rõ họ tên)"
_HEADERS = ("TT", "Số, ký hiệu", "Người nhận", "Địa chỉ", "Mã bưu gửi", "Ghi chú")
_WIDTHS = (0.6, 1.8, 1.9, 2.6, 2.35, 1.25)


@dataclass(frozen=True, slots=True)
class CoverRow:
    """One letter of the batch; `tracking` is empty until the post gives its code."""

    reference: str
    name: str
    address: str
    tracking: str = ""
    note: str = ""


def impose(letters: Sequence[bytes]) -> bytes:
    """The letters one after another, each beginning on an odd page; a blank back page is added where needed.

    Same letters, same bytes. Refuses an empty batch.
    """
    if not letters:
        raise ValueError("no letters to print")
    writer = PdfWriter()
    for letter in letters:
        if len(writer.pages) % 2:
            writer.add_blank_page()
        writer.append(PdfReader(io.BytesIO(letter)), import_outline=False)
    writer.compress_identical_objects()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def cover_list(letterhead: Letterhead, batch: str, day: date | None, rows: Sequence[CoverRow]) -> Document:
    """The list handed over with the letters, signed by the giver and the post. Refuses an empty list."""
    if not rows:
        raise ValueError("no letters to list")
    table = Table(
        _HEADERS,
        tuple(
            (str(place), row.reference, row.name, row.address, row.tracking, row.note)
            for place, row in enumerate(rows, start=1)
        ),
        _WIDTHS,
        align="ccllcl",
    )
    return Document(
        kind="DANH SÁCH THƯ GỬI QUA BƯU ĐIỆN",
        subject=f"Đợt gửi {batch}",
        letterhead=letterhead,
        date=day,
        blocks=(table, paragraph(f"Tổng số: {two_digits(len(rows))} thư.")),
        signatures=(
            Signature(("BÊN GIAO",), None, note=_SIGN_NOTE),
            Signature(("NHÂN VIÊN BƯU ĐIỆN",), None, note=_SIGN_NOTE),
        ),
        closing=False,
    )
