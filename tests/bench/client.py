"""Keep-alive HTTP clients that cost almost nothing: one connection each, the same bytes but for the command's id."""

import asyncio
from collections.abc import Iterator
from urllib.parse import urlencode

from shared.ids import new_id


class Posting:
    """One form, posted again and again with a new command id."""

    def __init__(self, port: int, path: str, fields: dict[str, str], cookie: str = "") -> None:
        self.port = port
        body = urlencode(fields).encode()
        self._before = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nX-Command-Id: ".encode()
        self._after = (
            "\r\nAccept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode() + body

    async def many(self, count: int, clients: int) -> int:
        """Posts `count` forms over `clients` connections; every one must be answered 200."""
        turns = iter(range(count))
        await asyncio.gather(*(self._client(turns) for _ in range(clients)))
        return count

    async def _client(self, turns: Iterator[int]) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        for _ in turns:
            writer.write(self._before + str(new_id()).encode() + self._after)
            await _answered(reader)
        writer.close()


async def _answered(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n", 1)[0])
    body = await reader.readexactly(length)
    if b" 200 " not in head.split(b"\r\n", 1)[0]:
        raise RuntimeError(f"{head!r} {body!r}")
