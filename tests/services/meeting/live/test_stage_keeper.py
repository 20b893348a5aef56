"""The media process hears who is on air and whose microphone is open: after each change, and again when it was away."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from deploy.local.testing import StackHandle
from services.meeting.domain.media_links import DIRECT
from shared.clock import real_now
from shared.database.engine import Database
from shared.identity.links import is_valid_link
from shared.ids import new_id
from tests.rules import rule
from tests.services.meeting.live.support import desk, open_room
from tests.services.meeting.live.test_points import AN, BINH, begin, hybrid


class Ear:
    """Listens where the media process would."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self._said: list[tuple[str, dict[str, Any]]] = []
        self.seqs: dict[str, list[int]] = {}
        self._came = asyncio.Event()
        self.port = 0

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Ear"]:
        self._said.clear()
        server = await asyncio.start_server(self._hear, "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            await server.wait_closed()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def until(self, conference_id: UUID, stage: str, *microphones: str, called: UUID | None = None) -> None:
        """Wait until the room is told exactly this."""
        said = {"stage": stage, "open_microphones": list(microphones), "called": called and str(called)}
        wanted = (str(conference_id), said)
        async with asyncio.timeout(20):
            while wanted not in self._said[-3:]:
                self._came.clear()
                await self._came.wait()

    async def _hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        lines = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if line)
        body = json.loads(await reader.readexactly(int(lines["content-length"])))
        conference = head.split("/")[3]
        token = head.split("Bearer ")[1].split("\r\n")[0]
        assert is_valid_link(token, DIRECT, conference, self._secret, real_now())
        self.seqs.setdefault(conference, []).append(body.pop("seq"))
        self._said.append((conference, body))
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        writer.close()
        self._came.set()


@rule("R-186", "R-209")
async def test_the_line_and_the_operator_direct_picture_and_sound(servers: StackHandle, database: Database):
    ear = Ear(servers.keys.link_secret)
    evening = await hybrid(database, starts_at=real_now())
    id_ = evening.conference_id
    async with ear.open(), open_room(servers, DT_MEDIA_URL=ear.url) as url, desk(servers, url, id_) as at:
        await ear.until(id_, "hall")
        await at.send("stage", point="chi-nhanh-1")
        await ear.until(id_, "chi-nhanh-1", "chi-nhanh-1")
        await at.send("stage", point="")
        await begin(evening, at)
        turn = new_id()
        await at.send("turns/call", turn, question=evening.id_of(AN))
        await ear.until(id_, "chi-nhanh-1", "hall", "chi-nhanh-1")
        await at.send("stage", point="chi-nhanh-2")
        await ear.until(id_, "chi-nhanh-2", "hall", "chi-nhanh-1")
        await at.send("turns/end", turn=turn, outcome="")
        await ear.until(id_, "chi-nhanh-2", "hall", "chi-nhanh-2")
        await at.send("stage", point="")
        await ear.until(id_, "hall", "hall")
    seqs = ear.seqs[str(id_)]
    assert seqs == sorted(seqs)
    assert seqs[0] < seqs[-1]


async def test_a_media_process_that_was_away_hears_what_holds_and_no_command_waits_for_it(
    servers: StackHandle, database: Database
):
    ear = Ear(servers.keys.link_secret)
    evening = await hybrid(database, starts_at=real_now())
    async with ear.open():
        pass  # only its port is known now
    async with open_room(servers, DT_MEDIA_URL=ear.url) as url, desk(servers, url, evening.conference_id) as at:
        await begin(evening, at)
        answer = await at.send("turns/call", question=evening.id_of(BINH))
        assert answer["status"] == "done"
        await at.send("stage", point="chi-nhanh-2")
        async with ear.open():
            await ear.until(evening.conference_id, "chi-nhanh-2", "hall")


@rule("R-209")
async def test_who_is_called_from_home_is_told_to_the_media_process_and_taken_back_at_the_turns_end(
    servers: StackHandle, database: Database
):
    ear = Ear(servers.keys.link_secret)
    evening = await hybrid(database, starts_at=real_now())
    id_ = evening.conference_id
    async with ear.open(), open_room(servers, DT_MEDIA_URL=ear.url) as url, desk(servers, url, id_) as at:
        await begin(evening, at)
        await at.send("attendance/mark", person=evening.person_of(AN), presence="present", area="", point="from_home")
        turn = new_id()
        await at.send("turns/call", turn, question=evening.id_of(AN))
        await ear.until(id_, "from_home", "hall", "from_home", called=evening.id_of(AN))
        await at.send("turns/end", turn=turn, outcome="")
        await ear.until(id_, "hall", "hall")
