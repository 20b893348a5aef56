"""Whatever citizens type is printed as they typed it, inside the margins, and never run."""

import io
import unicodedata

import docx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from shared.documents.blocks import Block, KeyValue, Quote, Table, bullets, paragraph
from shared.documents.docx import docx_bytes
from shared.documents.labels import PostalAddress, address_labels
from shared.documents.model import Addressee, Document, Letterhead, Qr, Signature
from shared.documents.pdf import pdf_bytes
from tests.shared.documents.measuring import lines, pages, spans, squeezed, words_of

MARKUP = '#eval("1+1") #panic() *đậm* _nghiêng_ $x^2$ \\ \\u{1F600} ] [ } { @ref <nhãn> `thô` // c /* c */ = H + 1. - ~'
HOSTILE = [
    MARKUP,
    '#import "x": *; #read("/etc/passwd")',
    "W" * 10_000,
    unicodedata.normalize("NFD", "Nguyễn Thị Hồng Thắm, đường Nguyễn Trãi"),
    "😀👨‍👩‍👧 vui 🇻🇳",
    "שלום عليكم \u202etxt.exe\u2066",
    "z" + "\u0301" * 500,
    "\x00\x07\ud800 hết",
    " ",
    "",
]
LETTERS = st.text(
    alphabet="#*_$\\[](){}<>@`~=+-/.,:;\"'%&!^| aăâbcđeêghioôơưưạảấầẫệỉịọỏốồộớờợụủứừựỳỷ0123456789", max_size=200
)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def everywhere(text: str) -> Document:
    """A document with the text in every place that takes one."""
    blocks: tuple[Block, ...] = (
        paragraph(text),
        bullets(text),
        Quote(text, source=text),
        KeyValue(((text, text),)),
        Table((text[:300], "b"), ((text[:3000], text[:300]),), (1, 3)),
    )
    return Document(
        kind=None,
        subject=text[:200],
        letterhead=Letterhead(text[:60], (text[:60],), text[:30]),
        addressees=(Addressee(text[:200], text[:200]),),
        blocks=blocks,
        recipients=(text[:200],),
        signatures=(Signature((text[:60],), text[:60]),),
        qr=Qr("DT-2026-0042", text[:60]),
        footnotes=(text[:200],),
        closing=False,
    )


def only(text: str) -> Document:
    return Document(subject="", blocks=(paragraph(text),), closing=False)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_in_every_place_stays_on_the_page(text: str) -> None:
    for page in pages(pdf_bytes(everywhere(text))):
        edges = spans(page)
        assert min(left for left, _ in edges) >= 29.5
        assert max(right for _, right in edges) <= 195 + 1.3
        assert max(one.y for one in lines(page)) <= 277.5


def test_markup_is_printed_as_it_was_typed() -> None:
    assert squeezed(MARKUP) in words_of(pdf_bytes(only(MARKUP)))


def test_break_points_leave_no_character_in_the_text_that_is_copied() -> None:
    unbroken = ("A" * 29 + "C") * 3  # the glyph before a break point is met there first
    document = Document("", (paragraph(unbroken), paragraph("Võ Chí Công")), closing=False)
    text = "".join(page.extract_text() for page in pages(pdf_bytes(document)))
    assert "Võ Chí Công" in text and "\u200b" not in text


def test_decomposed_vietnamese_is_printed_composed() -> None:
    assert "NguyễnThịThắm" in words_of(pdf_bytes(only(unicodedata.normalize("NFD", "Nguyễn Thị Thắm"))))


@FEW
@given(LETTERS)
@example("#let x = 1")
@example("\\#")
def test_every_character_of_a_citizen_comes_out_in_order(text: str) -> None:
    assert squeezed(text) in words_of(pdf_bytes(only(f"đầu {text} cuối")))


@FEW
@given(st.text(max_size=300))
def test_any_unicode_can_be_printed_to_both_formats(text: str) -> None:
    assert pdf_bytes(everywhere(text)).startswith(b"%PDF")
    docx.Document(io.BytesIO(docx_bytes(everywhere(text))))


@FEW
@given(st.text(max_size=200))
def test_any_unicode_fits_a_label(text: str) -> None:
    assert len(pages(address_labels([PostalAddress(text, (text, text), text, text)]))) == 1


@FEW
@given(LETTERS)
def test_word_keeps_every_character_too(text: str) -> None:
    read = docx.Document(io.BytesIO(docx_bytes(only(f"đầu {text} cuối"))))
    assert squeezed(text) in squeezed("".join(line.text for line in read.paragraphs))
