"""A media process for tests: its tap plays pre-encoded points in real time to any recorder that comes."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress

from services.meeting.media.tap_frames import TapEvent, TapFrame, TapPacket, pack
from shared.clock import real_now
from tests.services.meeting.recorder.camera_and_voice import Stream, payloads, pictures, tone

FPS = 15


def now_us() -> int:
    return round(real_now().timestamp() * 1_000_000)


class StageServer:
    """`size` may be changed while it plays: the next picture comes from a new source, from its key frame on."""

    def __init__(self, change: Callable[[list[TapFrame]], list[TapFrame]] = lambda frames: frames) -> None:
        self.size = (320, 240)
        self.asked = self.sent_pictures = self.sent_voices = 0
        self.port = 0
        self.asked_for: list[str] = []  # the point each line wants, "" the stage
        self._change = change
        self._server: asyncio.Server | None = None
        self._lines: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> "StageServer":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        self.cut_lines()
        await self._server.wait_closed()

    def cut_lines(self) -> None:
        for line in list(self._lines):
            line.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._lines.add(writer)
        self.asked_for.append(json.loads(await reader.readline()).get("point", ""))
        async with asyncio.TaskGroup() as group:
            playing = group.create_task(self._play(writer))
            with suppress(ConnectionError):
                while asked := await reader.readline():
                    self.asked += "keyframe" in json.loads(asked)
            playing.cancel()
        self._lines.discard(writer)
        writer.close()

    async def _play(self, writer: asyncio.StreamWriter) -> None:
        began, source, size = now_us(), 0, (0, 0)
        voice, camera = Stream(2, 48_000, 2**32 - 48_000, "A"), Stream(0, 90_000, 0, "V")
        voices = {"type": "voices", "sources": [{"source": 2, "point": "hall"}], "at_us": began}
        writer.write(pack(TapEvent(voices)))
        spoken = shown = 0
        with suppress(ConnectionError):
            while not writer.is_closing():
                frames: list[TapFrame] = []
                passed = now_us() - began
                while spoken * 20_000 <= passed:
                    frames += voice.packets(began + spoken * 20_000, [tone(440)[spoken % 500]])
                    spoken += 1
                while shown * 1_000_000 // FPS <= passed:
                    at = began + shown * 1_000_000 // FPS
                    if size != self.size and shown % FPS == 0:
                        source, size = source + 10, self.size
                        camera = Stream(source, 90_000, 2**32 - 90_000, "V")
                        event = {"type": "stage", "source": source, "point": f"{size[0]}", "at_us": at}
                        frames.append(TapEvent(event))
                    frames += camera.packets(at, list(payloads(pictures(*size)[shown % 45])))
                    shown += 1
                    self.sent_pictures += 1
                for frame in self._change(frames):
                    self.sent_voices += isinstance(frame, TapPacket) and frame.kind == "A"
                    writer.write(pack(frame))
                await writer.drain()
                await asyncio.sleep(0.01)
