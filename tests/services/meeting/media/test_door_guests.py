"""Who is called from home comes in during the own turn only, and is seen out when it is over."""

import asyncio
from datetime import timedelta

import httpx
import pytest
import pytest_asyncio
from aiortc import RTCSessionDescription
from pydantic import SecretStr
from starlette.requests import Request

from services.meeting.domain.media_links import call_token, direct_token, publish_token, watch_token
from services.meeting.media import routes
from services.meeting.media.app import create_app
from services.meeting.media.guests import Guests
from services.meeting.media.port import Joined, Shown
from services.meeting.media.settings import MediaSettings
from shared.clock import real_now
from tests.rules import rule
from tests.services.meeting.media.peers import here, standing, told
from tests.services.meeting.media.test_door import SDP, bearer, offering
from tests.shared.web.event_reader import EventReader

SECRET = "s" * 32
BASE = "/media/c/r"
ENTERED = 400  # past the door: what was sent is no offer


@pytest_asyncio.fixture
async def app():
    app = create_app(MediaSettings(link_secret=SecretStr(SECRET)))
    async with app.router.lifespan_context(app):
        yield app


@pytest_asyncio.fixture
async def client(app):
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://media") as client:
        yield client


def link(question: str = "q1", conference: str = "r") -> dict[str, str]:
    return SDP | bearer(call_token(conference, question, SECRET, real_now()))


async def call(client: httpx.AsyncClient, question: str | None) -> None:
    body = {"stage": "from_home" if question else "hall", "open_microphones": ["hall"], "called": question}
    headers = bearer(direct_token("r", SECRET, real_now()))
    assert (await client.post(f"{BASE}/show", json=body, headers=headers)).status_code == 204


async def knock(client: httpx.AsyncClient, headers: dict[str, str], name: str = "from_home") -> set[int]:
    """What the door says to sending, watching, listening for slots, and asking for a way through."""
    answers = [
        await client.post(f"{BASE}/whip/{name}", content="v=0", headers=headers),
        await client.post(f"{BASE}/whep?viewer={name}", content="v=0", headers=headers),
    ]
    ice = (await client.get(f"{BASE}/ice?viewer={name}", headers=headers)).status_code
    assert ice == (200 if answers[1].status_code == ENTERED else 403)
    return {answer.status_code for answer in answers}


@rule("R-209")
async def test_a_link_opens_the_door_during_its_own_turn_only(client):
    assert await knock(client, link()) == {403}
    await call(client, "q1")
    assert await knock(client, link()) == {ENTERED}
    assert await knock(client, link("q2")) == {403}
    assert await knock(client, link(conference="another")) == {403}
    await call(client, "q2")
    assert await knock(client, link()) == {403}
    await call(client, None)
    assert await knock(client, link("q2")) == {403}


async def test_who_is_called_has_no_private_room_to_stay_in(client):
    await call(client, "q1")
    for way in ("whip/from_home?trial=1", "whep?viewer=from_home&trial=1"):
        assert (await client.post(f"{BASE}/{way}", content="v=0", headers=link())).status_code == 403


async def test_a_trial_is_in_a_room_of_its_own_where_the_point_is_on_stage(app, client):
    headers = SDP | bearer(publish_token("r", "hall", SECRET, real_now()))
    async with offering() as (hall, offer):
        answer = await client.post(f"{BASE}/whip/hall?trial=1", content=offer, headers=headers)
        await hall.connection.setRemoteDescription(RTCSessionDescription(answer.text, "answer"))
        await standing(hall.connection)
        await told(app.state.engine, "r.trial.hall", true=lambda event: isinstance(event, Joined))
        shown = await told(app.state.engine, "r.trial.hall", true=lambda event: isinstance(event, Shown))
        assert (shown.stage, tuple(shown.open_microphones)) == ("hall", ("hall",))
        assert await here(app.state.engine, "r") == {}


@pytest.mark.parametrize("name", ["hall", "branch", "home", "q1"])
async def test_a_link_opens_no_other_place(client, name):
    await call(client, "q1")
    assert await knock(client, link(), name) == {403}


@pytest.mark.parametrize(
    "token",
    [
        "",
        call_token("r", "q1", "another" * 8, real_now()),
        call_token("r", "q1", SECRET, real_now() - timedelta(hours=3)),
        publish_token("r", "q1", SECRET, real_now()),
    ],
    ids=["none", "forged", "old", "a point's"],
)
async def test_nobody_else_comes_in_while_somebody_is_called(client, token):
    await call(client, "q1")
    answer = await client.post(f"{BASE}/whip/from_home", content="v=0", headers=SDP | bearer(token))
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


@rule("R-209")
async def test_the_speaker_is_seen_out_when_the_turn_is_over_and_points_stay(app, client):
    await call(client, "q1")
    engine = app.state.engine
    async with offering() as (speaker, offer), offering() as (hall, halls):
        for name, one, sdp, headers in (
            ("from_home", speaker, offer, link()),
            ("hall", hall, halls, SDP | bearer(publish_token("r", "hall", SECRET, real_now()))),
        ):
            answer = await client.post(f"{BASE}/whip/{name}", content=sdp, headers=headers)
            await one.connection.setRemoteDescription(RTCSessionDescription(answer.text, "answer"))
            await standing(one.connection)
            await told(engine, "r", true=lambda event, name=name: isinstance(event, Joined) and event.point == name)
        await call(client, "q1")
        assert set(await here(engine, "r")) == {"from_home", "hall"}
        await call(client, None)
        assert set(await here(engine, "r")) == {"hall"}


@rule("R-209")
async def test_the_speakers_events_end_with_the_turn_and_others_go_on(app, client):
    await call(client, "q1")

    async def listening(viewer: str, token: str) -> EventReader:
        query = f"viewer={viewer}&token={token}".encode()
        scope = {"type": "http", "method": "GET", "app": app, "headers": [], "query_string": query}
        return EventReader(await routes.events(Request(scope), "r", viewer))

    guest = await listening("from_home", call_token("r", "q1", SECRET, real_now()))
    screen = await listening("screen", watch_token("r", "screen", SECRET, real_now()))
    await guest.until(lambda: b"from_home" in guest.bytes)
    await screen.until(lambda: b"from_home" in screen.bytes)
    await call(client, "q1")
    assert not guest.task.done()
    await call(client, None)
    await asyncio.wait_for(guest.task, 5)
    assert b'"stage": "hall"' not in guest.bytes
    await screen.until(lambda: b'"stage": "hall"' in screen.bytes)
    await screen.leave()


class Engine:
    """Notes whom it saw out."""

    def __init__(self) -> None:
        self.left: list[str] = []

    async def leave(self, room, session_id):
        self.left.append(session_id)


async def test_who_comes_while_the_floor_is_given_away_is_seen_out_at_once():
    engine = Engine()
    guests = Guests(engine)  # type: ignore[arg-type]
    await guests.call("r", "q1")
    called = guests.called("r")
    await guests.came("r", called, "first")
    await guests.call("r", "q2")
    await guests.came("r", called, "late")
    assert engine.left == ["first", "late"]
    await guests.came("r", guests.called("r"), "second")
    await guests.call("r", None)
    assert engine.left == ["first", "late", "second"]
    assert guests.called("r") is None
