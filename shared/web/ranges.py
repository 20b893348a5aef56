"""A large object as a browser's player asks for it: in ranges, so that one can skip and memory stays flat."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from shared.storage import Store

ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
MOST_BYTES = 2 * 1024**2  # a player asks for the rest by itself


@dataclass(frozen=True, slots=True)
class Stored:
    """An object that never changes under its key. `sha256` tells a copy from another."""

    key: str
    size: int
    sha256: str
    content_type: str


def read_range(header: str, size: int) -> range | None:
    """The bytes one range means; an empty range when it lies outside, none when the whole is meant.

    Several ranges, or another unit, are answered with the whole, as RFC 9110 allows.
    """
    found = ONE_RANGE.fullmatch(header.replace(" ", ""))
    if found is None or found.group(0) == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        return range(max(size - int(last), 0), size)
    return range(int(first), min(int(last) + 1 if last else size, size))


async def ranged_response(request: Request, store: Store, stored: Stored, cache: str) -> Response:
    """200, 206 with at most `MOST_BYTES`, 304 or 416. `cache` is the answer's cache-control."""
    tag = f'"{stored.sha256[:32]}"'
    headers = {"etag": tag, "accept-ranges": "bytes", "cache-control": cache}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    is_same = request.headers.get("if-range", tag) == tag
    asked = read_range(request.headers.get("range", ""), stored.size) if is_same else None
    if asked is None:
        headers["content-length"] = str(stored.size)
        return StreamingResponse(_whole(store, stored), media_type=stored.content_type, headers=headers)
    if not asked:
        return Response(status_code=416, headers=headers | {"content-range": f"bytes */{stored.size}"})
    asked = asked[:MOST_BYTES]
    body = await store.get(stored.key, asked.start, len(asked))
    headers["content-range"] = f"bytes {asked.start}-{asked.stop - 1}/{stored.size}"
    return Response(body, status_code=206, media_type=stored.content_type, headers=headers)


async def _whole(store: Store, stored: Stored) -> AsyncIterator[bytes]:
    for start in range(0, stored.size, MOST_BYTES):
        yield await store.get(stored.key, start, min(MOST_BYTES, stored.size - start))
