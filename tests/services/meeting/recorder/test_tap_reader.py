"""The recorder's line to the media process when nobody speaks, and when nobody is there any more."""

import asyncio
import json

import pytest_asyncio

from services.meeting.media.tap_frames import TapEvent, pack
from services.meeting.recorder.tap_reader import BEATS, Line, TapReader

BEAT_S = 0.01
SECRET = "s" * 32


class QuietServer:
    """Sends nothing by itself; `answers` says whether it gives a sign of life when it is asked for one."""

    def __init__(self, *, answers: bool) -> None:
        self._answers = answers
        self.hellos = self.beats = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            said = json.loads(line)
            self.hellos += "room" in said
            self.beats += "beat" in said
            if self._answers and "beat" in said:
                writer.write(pack(TapEvent({"type": "beat", "at_us": 0})))
        writer.close()


@pytest_asyncio.fixture
async def reader_of():
    """A reader of such a server's line."""
    servers, readers = [], []

    async def of(quiet: QuietServer) -> TapReader:
        servers.append(await asyncio.start_server(quiet.serve, "127.0.0.1", 0))
        port = servers[-1].sockets[0].getsockname()[1]
        readers.append(TapReader(f"127.0.0.1:{port}", "r", SECRET, beat_s=BEAT_S))
        return readers[-1]

    yield of
    for reader in readers:
        reader.close()
    for server in servers:
        server.close()
        await server.wait_closed()


async def test_a_line_behind_which_nobody_answers_is_given_up_and_made_anew(reader_of):
    quiet = QuietServer(answers=False)
    told = []
    async with asyncio.timeout(20):
        async for said in (await reader_of(quiet)).frames():
            told.append(said)
            if len(told) == 3:
                break
    assert told == [Line.THERE, Line.GONE, Line.THERE]
    assert quiet.beats >= 2


async def test_a_silent_line_whose_other_end_gives_a_sign_of_life_stays(reader_of):
    quiet = QuietServer(answers=True)
    told = []
    async with asyncio.timeout(20):
        async for said in (await reader_of(quiet)).frames():
            told.append(said)
            if len(told) == 2 * BEATS:  # many more beats than a dead line is given
                break
    assert Line.GONE not in told
    assert quiet.hellos == 1
