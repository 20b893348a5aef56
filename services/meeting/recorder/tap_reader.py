"""The line to the media process: one room's frames, again and again when it breaks."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from enum import Enum

from services.meeting.domain.media_links import tap_token
from services.meeting.media.tap_frames import TapFrame, TapParser
from shared.clock import real_now

PAUSES_S = (0.1, 0.2, 0.5, 1.0)
PATIENCE_S = 5.0


class Line(Enum):
    """What became of the line."""

    THERE = "there"
    GONE = "gone"


class TapReader:
    """`frames` gives lists of frames, and between them when the line is there and when it is gone.

    With a `point` they are this point's own, else the stage's.
    """

    def __init__(self, address: str, room: str, secret: str, point: str = "") -> None:
        self._only = {"point": point} if point else {}
        self._host, _, port = address.rpartition(":")
        self._port, self._room, self._secret = int(port), room, secret
        self._writer: asyncio.StreamWriter | None = None

    async def frames(self) -> AsyncIterator[list[TapFrame] | Line]:
        falls = 0
        while True:
            with suppress(OSError, TimeoutError, ValueError):
                async with asyncio.timeout(PATIENCE_S):
                    reader, self._writer = await asyncio.open_connection(self._host, self._port)
                token = tap_token(self._room, self._secret, real_now())
                self._say({"room": self._room, "token": token, **self._only})
                yield Line.THERE
                parser = TapParser()
                while data := await reader.read(1 << 16):
                    falls = 0  # not refused
                    yield parser.feed(data)
            if self._writer is not None:
                self.close()
                yield Line.GONE
            await asyncio.sleep(PAUSES_S[min(falls, len(PAUSES_S) - 1)])
            falls += 1

    def ask_key_frame(self) -> None:
        """Of whoever is on the stage; nothing when the line is away."""
        self._say({"keyframe": True})

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _say(self, words: dict[str, object]) -> None:
        if self._writer is not None and not self._writer.is_closing():
            self._writer.write(json.dumps(words).encode() + b"\n")
