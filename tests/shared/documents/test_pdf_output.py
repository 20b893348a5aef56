import asyncio
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from shared.documents.model import DRAFT_MARK, Document, Number
from shared.documents.pdf import pdf_bytes, render_pdf
from tests.rules import rule
from tests.shared.documents.golden_texts import GOLDEN, printed
from tests.shared.documents.measuring import line, lines, pages, row, words_of
from tests.shared.documents.samples import SAMPLES, answer, form, minutes, plan


@pytest.mark.parametrize("name", SAMPLES)
def test_the_words_of_every_sample_are_the_agreed_ones(name: str) -> None:
    assert printed(name) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES.keys())
async def test_the_same_document_gives_the_same_bytes_in_any_thread(sample: Callable[[], Document]) -> None:
    wanted = pdf_bytes(sample())
    assert all(made == wanted for made in await asyncio.gather(*(render_pdf(sample()) for _ in range(4))))


def test_many_threads_render_many_documents_at_once() -> None:
    async def all_of_them() -> list[bytes]:
        return await asyncio.gather(
            *(render_pdf(replace(answer(), number=Number(str(n), "UBND-VP"))) for n in range(20))
        )

    made = asyncio.run(all_of_them())
    assert [f"Số:{n:02d}/UBND-VP" in words_of(one) for n, one in enumerate(made)] == [True] * 20


def test_the_file_is_dated_by_the_document_and_a_draft_is_not_dated() -> None:
    issued, draft = (PdfReader(io.BytesIO(pdf_bytes(one))).metadata for one in (answer(), plan()))
    assert issued is not None and draft is not None
    assert str(issued["/CreationDate"]).startswith("D:20260205")
    assert "/CreationDate" not in draft
    later = replace(answer(), date=date(2026, 2, 6))
    assert pdf_bytes(later) != pdf_bytes(answer())


@rule("R-001")
def test_a_draft_shows_its_mark_and_its_blanks_on_every_page() -> None:
    for page in pages(pdf_bytes(plan())):
        assert line(page, DRAFT_MARK).size == 66.0
    first = pages(pdf_bytes(plan()))[0]
    assert row(first, "Số:")[:2] == ["Số:", "/KH-UBND"]
    assert row(first, "Phú Xuyên, ngày") == ["Phú", "Xuyên,", "ngày", "tháng", "năm", "2026"]


@rule("R-001")
def test_an_issued_document_has_no_mark() -> None:
    issued = replace(plan(), number=Number("34", "KH-UBND"), date=date(2026, 4, 3), watermark=None)
    text = words_of(pdf_bytes(issued))
    assert "DỰTHẢO" not in text
    assert "Số:34/KH-UBND" in text and "ngày03tháng4năm2026" in text


@pytest.mark.parametrize("sample", [answer, plan, minutes])
def test_the_closing_mark_is_printed_once(sample: Callable[[], Document]) -> None:
    assert words_of(pdf_bytes(sample())).count("./.") == 1


def test_a_form_has_no_closing_mark() -> None:
    assert "./." not in words_of(pdf_bytes(form()))


def test_a_qr_code_stands_beside_its_caption() -> None:
    with_code, without = pdf_bytes(answer()), pdf_bytes(replace(answer(), qr=None))
    assert "Quétmã" in words_of(with_code) and "Quétmã" not in words_of(without)
    caption = line(pages(with_code)[0], "Quét mã")
    assert caption.x > 30 + 24


def test_no_page_is_empty() -> None:
    for sample in SAMPLES.values():
        assert all(lines(page) for page in pages(pdf_bytes(sample())))


def test_headings_become_bookmarks() -> None:
    outline = PdfReader(io.BytesIO(pdf_bytes(minutes()))).outline
    assert "II. DIỄN BIẾN HỘI NGHỊ" in str(outline)
