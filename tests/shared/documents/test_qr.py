import struct
from xml.etree import ElementTree

import pytest
import segno

from shared.documents import qr

PAYLOAD = "https://doithoai.example/tra-cuu?ma=DT-2026-0042"


def test_the_page_gets_one_svg_element_sized_by_its_surroundings() -> None:
    drawn = qr.svg(PAYLOAD, title="Mã tra cứu")
    root = ElementTree.fromstring(drawn)
    assert root.tag.endswith("svg") and "viewBox" in root.attrib and "width" not in root.attrib
    assert "Mã tra cứu" in drawn and "<?xml" not in drawn


def test_a_payload_or_title_cannot_open_an_element() -> None:
    drawn = qr.svg("<script>", title="<script>alert(1)</script>")
    assert "<script" not in drawn


def test_every_drawing_shows_the_same_modules() -> None:
    wanted = segno.make_qr(PAYLOAD, error="m").symbol_size(border=2)[0]
    (width,) = struct.unpack(">I", qr.png(PAYLOAD)[16:20])
    assert width == wanted * 8
    assert f'width="{wanted * 4}"' in qr.image_svg(PAYLOAD)
    assert f"0 0 {wanted} {wanted}" in qr.svg(PAYLOAD)


def test_too_long_a_payload_is_refused() -> None:
    with pytest.raises(segno.DataOverflowError):
        qr.svg("x" * 3000)
