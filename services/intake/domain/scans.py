"""What a scanned form may be: its type is read from its bytes, never from its name."""

from dataclasses import dataclass
from typing import ClassVar

from shared.refusals import Refusal

MAX_BYTES = 20 * 1024 * 1024
MAX_FILES = 5


@dataclass(frozen=True, slots=True)
class ScanType:
    """A kind of file we keep."""

    content_type: str
    extension: str


_SIGNATURES: tuple[tuple[bytes, ScanType], ...] = (
    (b"%PDF-", ScanType("application/pdf", "pdf")),
    (b"\xff\xd8\xff", ScanType("image/jpeg", "jpg")),
    (b"\x89PNG\r\n\x1a\n", ScanType("image/png", "png")),
)


class ScanRefused(Refusal):
    """The file is not a PDF, JPEG or PNG."""

    code: ClassVar[str] = "scan_type"
    status: ClassVar[int] = 422


class ScanTooLarge(Refusal):
    """The file is larger than a room takes."""

    code: ClassVar[str] = "scan_too_large"
    status: ClassVar[int] = 413


class TooManyScans(Refusal):
    """More files than one form has pages to scan."""

    code: ClassVar[str] = "too_many_scans"
    status: ClassVar[int] = 422


def sniff(name: str, body: bytes) -> ScanType:
    """The type by the first bytes. Refuses other types, empty files and files above 20 MB. Rule: R-128"""
    if len(body) > MAX_BYTES:
        raise ScanTooLarge(name=name, limit_mb=MAX_BYTES // 1024**2)
    for signature, kind in _SIGNATURES:
        if body.startswith(signature):
            return kind
    raise ScanRefused(name=name)
