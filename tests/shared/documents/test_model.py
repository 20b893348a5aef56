import pytest

from shared.documents.blocks import Table
from shared.documents.model import Document, Signature


def test_a_third_signature_is_refused() -> None:
    one = Signature(("CHỦ TRÌ",), "A")
    assert len(Document("s", (), signatures=(one, one)).signatures) == 2
    with pytest.raises(ValueError):
        Document("s", (), signatures=(one, one, one))


@pytest.mark.parametrize(
    ("rows", "widths", "align"),
    [((("a",),), (1, 1), ""), ((("a", "b"),), (1,), ""), ((("a", "b"),), (1, 0), ""), ((("a", "b"),), (1, 1), "lx")],
)
def test_a_table_that_does_not_fit_its_headers_is_refused(
    rows: tuple[tuple[str, ...], ...], widths: tuple[float, ...], align: str
) -> None:
    with pytest.raises(ValueError):
        Table(("h", "k"), rows, widths, align)
