"""The line to the media process: one room's frames, again and again when it breaks."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from enum import Enum

from services.meeting.domain.media_links import tap_token
from services.meeting.media.tap_frames import TapFrame, TapParser
from shared.clock import real_now
from shared.observability.logs import get_logger

log = get_logger()
PAUSES_S = (0.1, 0.2, 0.5, 1.0)
PATIENCE_S = 5.0
BEAT_S, BEATS = 0.5, 12  # silent so long: ask for a sign of life; so often on end: nobody is there


class Line(Enum):
    """What became of the line."""

    THERE = "there"
    GONE = "gone"


class TapReader:
    """`frames` gives lists of frames, and between them when the line is there and when it is gone.

    With a `point` they are this point's own, else the stage's. A line on which nothing comes, not even the answer to
    `beat`, is gone: the machine behind it may have been frozen or unplugged, which TCP alone does not tell.
    """

    def __init__(self, address: str, room: str, secret: str, point: str = "", *, beat_s: float = BEAT_S) -> None:
        self._only = {"point": point} if point else {}
        self._host, _, port = address.rpartition(":")
        self._port, self._room, self._secret = int(port), room, secret
        self._writer: asyncio.StreamWriter | None = None
        self._beat_s = beat_s

    async def frames(self) -> AsyncIterator[list[TapFrame] | Line]:
        """For ever: what breaks is tried again after 0.1 s, later after 1 s; a refusal looks like a line that broke."""
        falls = 0
        while True:
            with suppress(OSError, TimeoutError, ValueError):
                async with asyncio.timeout(PATIENCE_S):
                    reader, self._writer = await asyncio.open_connection(self._host, self._port)
                token = tap_token(self._room, self._secret, real_now())
                self._say({"room": self._room, "token": token, **self._only})
                yield Line.THERE
                parser = TapParser()
                while data := await self._next(reader):
                    falls = 0  # not refused
                    yield parser.feed(data)
            if self._writer is not None:
                self.close()
                yield Line.GONE
            await asyncio.sleep(PAUSES_S[min(falls, len(PAUSES_S) - 1)])
            falls += 1

    async def _next(self, reader: asyncio.StreamReader) -> bytes:
        """What comes next; nothing when the line is gone."""
        for _ in range(BEATS):
            with suppress(TimeoutError):
                async with asyncio.timeout(self._beat_s):
                    return await reader.read(1 << 16)
            self._say({"beat": True})
        log.warning("tap.silent")
        return b""

    def ask_key_frame(self) -> None:
        """Of whoever is on the stage; nothing when the line is away."""
        self._say({"keyframe": True})

    def close(self) -> None:
        """Let go of the line; `frames` then makes a new one."""
        if self._writer is not None:
            self._writer.transport.abort()  # what was still to be said is of no use: nobody may be there
            self._writer = None

    def _say(self, words: dict[str, object]) -> None:
        if self._writer is not None and not self._writer.is_closing():
            self._writer.write(json.dumps(words).encode() + b"\n")
