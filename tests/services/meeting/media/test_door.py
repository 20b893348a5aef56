"""The HTTP door: WHIP and WHEP, and who may come in."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import pytest_asyncio
from aiortc import RTCSessionDescription
from pydantic import SecretStr

from services.meeting.domain.media_links import direct_token, publish_token, watch_token
from services.meeting.media import event_stream
from services.meeting.media.app import create_app
from services.meeting.media.event_stream import line, read, tell
from services.meeting.media.port import Joined, Level, MediaEvent, Quality, QualityChanged, Shown, Slots
from services.meeting.media.settings import MediaSettings
from shared.clock import real_now
from tests.services.meeting.media.peers import Speaker, here, standing, told

SECRET = "s" * 32
BASE = "/media/c/r"
SDP = {"content-type": "application/sdp"}


@pytest_asyncio.fixture
async def app():
    settings = MediaSettings(link_secret=SecretStr(SECRET), turn_urls="turn:t, turns:t:443", turn_secret=SecretStr("x"))
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        yield app


@pytest_asyncio.fixture
async def client(app):
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://media") as client:
        yield client


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


@asynccontextmanager
async def offering():
    speaker = Speaker()
    await speaker.connection.setLocalDescription()
    try:
        yield speaker, speaker.connection.localDescription.sdp
    finally:
        await speaker.connection.close()


async def test_a_direction_that_is_none_is_refused_and_the_room_shows_what_it_showed(app, client):
    headers = bearer(direct_token("r", SECRET, real_now()))
    wrong: list[Any] = [{"stage": ["hall"]}, {"open_microphones": [["hall"]]}, {"called": 5}, []]
    for said in wrong:
        assert (await client.post(f"{BASE}/show", json=said, headers=headers)).status_code == 422
    assert await anext(app.state.engine.events("r", "x")) == Shown(None, ())


async def test_a_point_publishes_over_whip_and_leaves_at_its_location(app, client):
    headers = SDP | bearer(publish_token("r", "hall", SECRET, real_now()))
    async with offering() as (speaker, offer):
        answer = await client.post(f"{BASE}/whip/hall", content=offer, headers=headers)
        assert answer.status_code == 201
        assert answer.headers["content-type"] == "application/sdp"
        await speaker.connection.setRemoteDescription(RTCSessionDescription(answer.text, "answer"))
        await standing(speaker.connection)
        engine = app.state.engine
        joined = await told(engine, "r", true=lambda event: isinstance(event, Joined))
        assert answer.headers["etag"] == f'"{joined.mark}"'
        assert joined.mark not in answer.headers["location"]
        assert (await client.delete(answer.headers["location"])).status_code == 403
        assert (await client.delete(answer.headers["location"], headers=headers)).status_code == 200
        assert await here(engine, "r") == {}


@pytest.mark.parametrize(
    "token",
    ["", "1.x", publish_token("r", "branch", SECRET, real_now()), watch_token("r", "hall", SECRET, real_now())],
    ids=["none", "no token", "another point's", "a watcher's"],
)
async def test_nobody_publishes_with_anothers_token(client, token):
    answer = await client.post(f"{BASE}/whip/hall", content="v=0", headers=SDP | bearer(token))
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


async def test_nobody_watches_directs_or_listens_without_a_token(client):
    asked = [
        await client.post(f"{BASE}/whep?viewer=screen", content="v=0", headers=SDP),
        await client.post(f"{BASE}/show", json={"stage": "hall"}),
        await client.post(f"{BASE}/keyframe/hall"),
        await client.get(f"{BASE}/events?viewer=screen"),
        await client.get(f"{BASE}/ice?viewer=screen"),
    ]
    assert {answer.status_code for answer in asked} == {403}


@pytest.mark.parametrize("content", [b"hello", b"\xff", b"v=0\r\n" * 20_000])
async def test_what_is_no_offer_is_refused(client, content):
    headers = SDP | bearer(publish_token("r", "hall", SECRET, real_now()))
    answer = await client.post(f"{BASE}/whip/hall", content=content, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_offer")


async def test_an_offer_must_say_it_is_one(client):
    headers = {"content-type": "text/plain"} | bearer(publish_token("r", "hall", SECRET, real_now()))
    assert (await client.post(f"{BASE}/whip/hall", content="v=0", headers=headers)).status_code == 400


async def test_the_web_process_directs_the_room(app, client):
    headers = bearer(direct_token("r", SECRET, real_now()))
    body = {"stage": "hall", "open_microphones": ["hall"]}
    assert (await client.post(f"{BASE}/show", json=body, headers=headers)).status_code == 204
    assert await anext(app.state.engine.events("r", "x")) == Shown("hall", ("hall",))
    assert (await client.post(f"{BASE}/keyframe/hall", headers=headers)).status_code == 204


async def test_what_an_older_log_showed_changes_nothing_after_a_newer_ones(app, client):
    """Two web processes, or a try that came late."""
    headers = bearer(direct_token("r", SECRET, real_now()))

    async def show(seq: int, stage: str, called: str | None) -> None:
        said = {"seq": seq, "stage": stage, "open_microphones": [stage], "called": called}
        assert (await client.post(f"{BASE}/show", json=said, headers=headers)).status_code == 204

    await show(7, "hall", None)
    await show(8, "from_home", "q1")
    await show(7, "hall", None)
    assert await anext(app.state.engine.events("r", "x")) == Shown("from_home", ("from_home",))
    assert app.state.guests.called("r").question == "q1"
    await show(8, "branch", "q1")  # another plan of points under the same log
    await show(9, "hall", None)
    await told(app.state.engine, "r", true=lambda event: event == Shown("hall", ("hall",)))
    assert app.state.guests.called("r") is None


async def test_a_browser_gets_turn_servers_for_half_a_day_and_who_is_called_from_home_for_two_hours(client):
    for viewer, hours in (("screen", 12), ("from_home", 2)):
        token = watch_token("r", viewer, SECRET, real_now())
        (server,) = (await client.get(f"{BASE}/ice?viewer={viewer}&token={token}")).json()
        assert server["urls"] == ["turn:t", "turns:t:443"]
        until, _, name = server["username"].partition(":")
        assert name == "r"
        assert abs(int(until) - real_now().timestamp() - hours * 3600) < 600


class Page:
    """Reads what is told; one that `sticks` reads beats alone."""

    def __init__(self, *, sticks: bool = False) -> None:
        self.read, self._sticks = b"", sticks
        self.has_beat, self.stuck = asyncio.Event(), asyncio.Event()

    async def write(self, said: bytes) -> None:
        self.read += said
        if said == b": beat\n\n":
            self.has_beat.set()
        elif self._sticks:
            self.stuck.set()
            await asyncio.Event().wait()


async def test_events_pass_as_lines_and_come_to_a_page_as_messages():
    happened: list[MediaEvent] = [
        Joined("hall", True),
        Slots("me", "mine", "hall", ("hall",), (None,)),
        Level("hall"),
        QualityChanged("hall", Quality.WEAK, True),
        Shown(None, ()),
    ]

    async def events() -> AsyncGenerator[MediaEvent, None]:
        for event in happened:
            assert read(line(event)) == event
            yield event

    page = Page()
    await tell(events(), page.write)
    heard = page.read.decode()
    names = [line[7:] for line in heard.splitlines() if line.startswith("event: ")]
    assert names == ["joined", "slots", "level", "quality", "shown"]
    said = json.loads(heard.split("event: slots\ndata: ")[1].split("\n")[0])
    assert (said["stage"], said["grid"]) == ("hall", ["hall"])


async def test_a_page_hears_a_beat_while_nothing_happens_and_lets_go_of_the_room_when_it_leaves(monkeypatch):
    monkeypatch.setattr(event_stream, "HEARTBEAT_S", 0.01)
    page, is_let_go = Page(sticks=True), asyncio.Event()

    async def events() -> AsyncGenerator[MediaEvent, None]:
        try:
            await page.has_beat.wait()
            yield Shown(None, ())
        finally:
            is_let_go.set()

    telling = asyncio.create_task(tell(events(), page.write))
    await asyncio.wait_for(page.stuck.wait(), 5)
    assert not is_let_go.is_set()
    telling.cancel()
    await asyncio.gather(telling, return_exceptions=True)
    assert is_let_go.is_set()


async def test_the_process_says_that_it_is_well(client):
    assert (await client.get("/media/healthz")).json() == {"room": "media"}
