"""MP4 boxes: written and found again. Pure."""

import struct
from collections.abc import Iterator
from typing import NamedTuple


class Box(NamedTuple):
    """Where a box stands in its bytes: `start` of its head, `body` after the head, `end`."""

    kind: str
    start: int
    body: int
    end: int


def box(kind: str, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack("!I4s", 8 + len(body), kind.encode()) + body


def full_box(kind: str, version: int, flags: int, *parts: bytes) -> bytes:
    return box(kind, struct.pack("!I", version << 24 | flags), *parts)


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """The whole boxes of one level; one that is cut off at the end is not given."""
    end = len(data) if end is None else end
    while start + 8 <= end:
        size, kind = struct.unpack_from("!I4s", data, start)
        if size < 8 or start + size > end:
            return
        yield Box(kind.decode("latin-1"), start, start + 8, start + size)
        start += size


def find(data: bytes, path: str, start: int = 0, end: int | None = None) -> Box | None:
    """The first box at a path such as `moof/traf/tfdt`."""
    kind, _, rest = path.partition("/")
    for one in boxes(data, start, end):
        if one.kind == kind:
            return find(data, rest, one.body, one.end) if rest else one
    return None
