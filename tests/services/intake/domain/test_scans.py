"""A scan is what its bytes say, not what its name says."""

import pytest

from services.intake.domain.scans import MAX_BYTES, ScanRefused, ScanTooLarge, sniff
from tests.rules import rule


@rule("R-128")
@pytest.mark.parametrize(
    ("body", "extension"),
    [(b"%PDF-1.7 ...", "pdf"), (b"\xff\xd8\xff\xe0 jfif", "jpg"), (b"\x89PNG\r\n\x1a\n rest", "png")],
)
def test_the_type_is_read_from_the_bytes(body: bytes, extension: str) -> None:
    assert sniff("anh.exe", body).extension == extension


@pytest.mark.parametrize("body", [b"", b"MZ\x90\x00", b"<html><script>", b"GIF89a", b" %PDF-1.7", b"PK\x03\x04"])
def test_anything_else_is_refused_whatever_it_is_called(body: bytes) -> None:
    with pytest.raises(ScanRefused):
        sniff("phieu.pdf", body)


def test_a_scan_above_the_limit_is_refused() -> None:
    with pytest.raises(ScanTooLarge):
        sniff("phieu.pdf", b"%PDF-" + b"0" * MAX_BYTES)
