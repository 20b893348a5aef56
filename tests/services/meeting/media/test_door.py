"""The HTTP door: WHIP and WHEP, and who may come in."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import pytest_asyncio
from aiortc import RTCSessionDescription
from pydantic import SecretStr

from services.meeting.domain.media_links import direct_token, publish_token, watch_token
from services.meeting.media.app import create_app
from services.meeting.media.event_stream import stream
from services.meeting.media.port import Joined, Level, MediaEvent, Slots
from services.meeting.media.settings import MediaSettings
from shared.clock import real_now
from tests.services.meeting.media.peers import Speaker, standing

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
    app.state.engine.room("r").tick()
    assert app.state.engine.room("r").scene.stage is None


async def test_a_point_publishes_over_whip_and_leaves_at_its_location(app, client):
    headers = SDP | bearer(publish_token("r", "hall", SECRET, real_now()))
    async with offering() as (speaker, offer):
        answer = await client.post(f"{BASE}/whip/hall", content=offer, headers=headers)
        assert answer.status_code == 201
        assert answer.headers["content-type"] == "application/sdp"
        await speaker.connection.setRemoteDescription(RTCSessionDescription(answer.text, "answer"))
        await standing(speaker.connection)
        room = app.state.engine.room("r")
        async with asyncio.timeout(5):
            while "hall" not in room.points:
                await asyncio.sleep(0)
        (joined,) = (event for event in room.present() if isinstance(event, Joined))
        assert answer.headers["etag"] == f'"{joined.mark}"'
        assert joined.mark not in answer.headers["location"]
        assert (await client.delete(answer.headers["location"])).status_code == 403
        assert (await client.delete(answer.headers["location"], headers=headers)).status_code == 200
        assert not room.points


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
    assert app.state.engine.room("r").scene.stage == "hall"
    assert (await client.post(f"{BASE}/keyframe/hall", headers=headers)).status_code == 204


async def test_a_browser_gets_turn_servers_for_half_a_day(client):
    token = watch_token("r", "screen", SECRET, real_now())
    (server,) = (await client.get(f"{BASE}/ice?viewer=screen&token={token}")).json()
    assert server["urls"] == ["turn:t", "turns:t:443"]
    assert server["username"].endswith(":r")


async def test_slots_are_told_to_whom_they_concern_only():
    async def events() -> AsyncIterator[MediaEvent]:
        yield Joined("hall", True)
        yield Slots("other", "secret", None, (), ())
        yield Slots("me", "mine", "hall", ("hall",), (None,))
        yield Level("hall")

    told = b"".join([part async for part in stream(events(), "me")]).decode()
    assert "secret" not in told
    assert [line[7:] for line in told.splitlines() if line.startswith("event: ")] == ["joined", "slots", "level"]
    slots = json.loads(told.split("event: slots\ndata: ")[1].split("\n")[0])
    assert (slots["stage"], slots["grid"]) == ("hall", ["hall"])


async def test_the_process_says_that_it_is_well(client):
    assert (await client.get("/media/healthz")).json() == {"room": "media"}
