"""QR codes: SVG for pages and for the PDF, PNG for DOCX. Same payload, same bytes."""

import io

import segno

_QUIET_MODULES = 2


def svg(payload: str, title: str | None = None) -> str:
    """An SVG element to put straight into HTML; its size is given by the page around it.

    Refuses a payload too long for a QR code (segno.DataOverflowError).
    """
    drawn: str = _code(payload).svg_inline(
        border=_QUIET_MODULES, omitsize=True, title=title, svgclass=None, lineclass=None
    )
    return drawn


def image_svg(payload: str) -> str:
    """A whole SVG file, as the PDF template wants it."""
    out = io.BytesIO()
    _code(payload).save(out, kind="svg", border=_QUIET_MODULES, scale=4, svgclass=None, lineclass=None)
    return out.getvalue().decode()


def png(payload: str) -> bytes:
    """A black and white PNG, 8 pixels a module."""
    out = io.BytesIO()
    _code(payload).save(out, kind="png", border=_QUIET_MODULES, scale=8)
    return out.getvalue()


def _code(payload: str) -> segno.QRCode:
    return segno.make_qr(payload, error="m")
