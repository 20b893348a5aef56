"""Officers at the door of picture and sound: who publishes, watches, directs; from our own pages only."""

from typing import Any

import httpx
import pytest
import pytest_asyncio
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from pydantic import SecretStr

from services.meeting.domain.media_links import room_token
from services.meeting.media.app import create_app
from services.meeting.media.settings import MediaSettings
from shared.clock import real_now
from shared.identity import Officer, Role, tokens
from tests.rules import rule

SECRET = "s" * 32
UNIT, OTHER = "pvhcc-ha-noi", "phu-xuyen"
BASE = "/media/c/r"
OURS = {"origin": "https://doithoai.example.vn", "host": "doithoai.example.vn"}
KEY = Ed25519PrivateKey.generate()
PRIVATE = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
PUBLIC = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
ENTERED = 400  # past the door: what was sent is no offer


def officer(role: Role, point: str = "", unit_id: str = UNIT) -> Officer:
    return Officer(f"id-of-{role}", unit_id, "Đơn vị", "Vương Thị Thủy", (role,), point=point)


OPERATOR = officer(Role.POINT_OPERATOR, "branch")


@pytest_asyncio.fixture
async def client():
    app = create_app(MediaSettings(link_secret=SecretStr(SECRET), token_public_key=PUBLIC))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://media") as client,
    ):
        yield client


async def ask(
    client: httpx.AsyncClient, who: Officer | None, path: str, *, method: str = "POST", **changes: Any
) -> int:
    """The status of a call from the officer's page, which carries the token of a conference of this unit."""
    headers = {"content-type": "application/sdp", **OURS} | changes.get("headers", {})
    if who:
        headers["cookie"] = f"{tokens.COOKIE}={tokens.sign(who, changes.get('key', PRIVATE))}"
    token = changes.get("token", room_token("r", UNIT, SECRET, real_now()))
    body = "" if method in ("GET", "DELETE") else changes.get("content", "hello")
    joint = "&" if "?" in path else "?"
    return (
        await client.request(method, f"{BASE}/{path}{joint}token={token}", headers=headers, content=body)
    ).status_code


@rule("R-209")
async def test_an_operator_publishes_the_own_point_and_stops_it(client):
    assert await ask(client, OPERATOR, "whip/branch") == ENTERED
    assert await ask(client, OPERATOR, "whip/branch/no-session", method="DELETE") == 200


@pytest.mark.parametrize("role", Role)
async def test_nobody_publishes_another_point_whatever_the_role(client, role):
    assert await ask(client, officer(role, "branch"), "whip/hall") == 403
    assert await ask(client, officer(role), "whip/hall") == 403
    own = await ask(client, officer(role, "branch"), "whip/branch")
    assert own == (ENTERED if role is Role.POINT_OPERATOR else 403)


async def test_nobody_publishes_into_another_units_conference(client):
    stranger = officer(Role.POINT_OPERATOR, "branch", OTHER)
    assert await ask(client, stranger, "whip/branch") == 403
    assert await ask(client, stranger, "whip/branch", token=room_token("r", OTHER, "another" * 8, real_now())) == 403
    assert await ask(client, OPERATOR, "whip/branch", token=room_token("another", UNIT, SECRET, real_now())) == 403
    assert await ask(client, OPERATOR, "whip/branch", token="") == 403


async def test_the_rooms_token_alone_opens_nothing(client):
    assert await ask(client, None, "whip/branch") == 403
    assert await ask(client, None, "whep?viewer=branch") == 403
    assert await ask(client, None, "keyframe/hall") == 403


async def test_a_forged_sign_in_is_nobody(client):
    forger = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    assert await ask(client, OPERATOR, "whip/branch", key=forger) == 403


@pytest.mark.parametrize("origin", ["", "null", "https://evil.example", "https://doithoai.example.vn.evil.example"])
async def test_another_page_cannot_use_an_officers_sign_in(client, origin):
    headers = {"origin": origin}
    assert await ask(client, OPERATOR, "whip/branch", headers=headers) == 403
    assert await ask(client, OPERATOR, "whip/branch/s", method="DELETE", headers=headers) == 403
    assert await ask(client, officer(Role.SECRETARY), "keyframe/hall", headers=headers) == 403


@pytest.mark.parametrize("role", Role)
async def test_no_officer_directs_the_room_past_the_log(client, role):
    assert await ask(client, officer(role, "branch"), "keyframe/hall") == 403


@pytest.mark.parametrize("role", Role)
async def test_officers_watch_as_themselves_and_operators_as_their_point(client, role):
    watches = role in (Role.HOST_OFFICE, Role.LEADER, Role.SECRETARY, Role.DEPARTMENT)
    who = officer(role, "branch")
    assert await ask(client, who, f"whep?viewer={who.id}") == (ENTERED if watches else 403)
    assert await ask(client, who, "whep?viewer=branch") == (ENTERED if role is Role.POINT_OPERATOR else 403)
    assert await ask(client, who, "whep?viewer=hall") == 403
    assert await ask(client, who, "ice?viewer=hall", method="GET") == 403
