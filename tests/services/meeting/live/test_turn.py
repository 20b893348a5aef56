"""A branch whose firewall lets no UDP through, over a real coturn: its page takes the way by TCP alone."""

import asyncio
import re
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect
from pydantic import SecretStr

from deploy.local.addresses import own_addresses
from deploy.local.probe import accepts, ready
from deploy.local.testing import StackHandle
from services.meeting.media.ice_servers import turn_servers
from shared.clock import real_now
from shared.database.engine import Database
from tests.e2e.browser import launched
from tests.rules import rule
from tests.services.meeting.live.screens import opened, signed_in
from tests.services.meeting.live.test_picture_and_sound import FAKE_CAMERA, house, moves
from tests.services.meeting.live.test_points import hybrid, operator
from tests.services.meeting.recorder.running import free_port

SECRET = "turn-" * 8
FINDER = Path(__file__).parents[4] / "tools" / "turn.sh"
JOINED = re.compile("tốt|yếu")
BY_RELAY_ALONE = """() => {
  const Line = RTCPeerConnection;
  window.lines = [];
  window.RTCPeerConnection = class extends Line {
    constructor(settings) {
      super({ ...settings, iceTransportPolicy: "relay" });
      window.lines.push(this);
    }
  };
}"""
WAYS = """async () => {
  const ways = new Set();
  for (const line of window.lines) {
    const told = new Map(await line.getStats());
    for (const one of told.values()) {
      if (one.type !== "transport" || !one.selectedCandidatePairId) continue;
      const own = told.get(told.get(one.selectedCandidatePairId).localCandidateId);
      ways.add(`${own.candidateType} ${own.relayProtocol}`);
    }
  }
  return [...ways];
}"""
GATHERS = """(iceServers) => new Promise((done) => {
  const line = new RTCPeerConnection({ iceServers, iceTransportPolicy: "relay" });
  line.addEventListener("icecandidate", ({ candidate }) => candidate?.candidate && done(candidate.type));
  line.addEventListener("icecandidateerror", ({ errorCode }) => done(errorCode));
  line.createDataChannel("");
  line.setLocalDescription();
})"""


async def turnserver() -> str:
    """Fails with the finder's one sentence when there is none."""
    found = await asyncio.to_thread(subprocess.run, [FINDER], capture_output=True, text=True)
    return found.stdout.strip() or pytest.fail(found.stderr.strip(), pytrace=False)


@asynccontextmanager
async def coturn() -> AsyncIterator[str]:
    """Its address for a browser, by TCP; it sends on from this machine's own address."""
    port, own = free_port(), own_addresses()[0]
    words = f"-n -r test --use-auth-secret --static-auth-secret={SECRET} --log-file=stdout --pidfile=/dev/null --no-cli"
    lines = f"--listening-ip=127.0.0.1 --listening-port={port} --relay-ip={own} --no-udp --no-tls --no-dtls"
    nowhere = subprocess.DEVNULL
    server = await asyncio.create_subprocess_exec(
        await turnserver(), *words.split(), *lines.split(), stdout=nowhere, stderr=nowhere
    )
    try:
        await asyncio.wait_for(ready(lambda: accepts(port)), 20)
        yield f"turn:127.0.0.1:{port}?transport=tcp"
    finally:
        server.terminate()
        await server.wait()


@asynccontextmanager
async def slow(url: str, seconds: float) -> AsyncIterator[str]:
    """The same server at the end of a long way: everything takes so long, there and back."""
    later = asyncio.get_running_loop().call_later

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(1 << 16):
            later(seconds, writer.write, data)
        later(seconds, writer.close)

    async def both(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection("127.0.0.1", int(url.partition("?")[0].rpartition(":")[2]))
        await asyncio.gather(carry(reader, there[1]), carry(there[0], writer), return_exceptions=True)

    async with await asyncio.start_server(both, "127.0.0.1", 0) as server:
        yield f"turn:127.0.0.1:{server.sockets[0].getsockname()[1]}?transport=tcp"


async def joined_by_relay(browser: Browser, servers: StackHandle, base: str, point: str, told: list[str]) -> Page:
    context = await signed_in(browser, servers, base.partition("/meeting")[0], operator(point))
    await context.add_init_script(f"({BY_RELAY_ALONE})()")
    page = await opened(context, f"{base}/point/{point}", told)
    await page.get_by_role("button", name="Nối hình, tiếng").click()
    await expect(page.locator("[data-part=link]")).to_have_text(JOINED, timeout=30_000)
    return page


@rule("R-186")
async def test_two_points_whose_firewalls_let_no_udp_through_see_each_other_by_the_offices_turn(
    servers: StackHandle, database: Database
):
    evening, complaints = await hybrid(database, starts_at=real_now()), list[str]()
    async with coturn() as turn:
        settings: dict[str, Any] = {"turn_urls": turn, "turn_secret": SecretStr(SECRET)}
        async with house(servers, **settings) as (url, _), launched(*FAKE_CAMERA) as browser:
            base = f"{url}/meeting/c/{evening.conference_id}"
            await joined_by_relay(browser, servers, base, "hall", complaints)
            branch = await joined_by_relay(browser, servers, base, "chi-nhanh-1", complaints)
            await expect(branch.locator("[data-part=stage-name]")).to_have_text("Hội trường")
            await moves(branch)
            assert await branch.evaluate(WAYS) == ["relay tcp"]
    assert complaints == []


@rule("R-186")
async def test_a_turn_that_answers_after_the_offer_was_sent_is_still_the_way(servers: StackHandle, database: Database):
    evening, complaints = await hybrid(database, starts_at=real_now()), list[str]()
    async with coturn() as turn, slow(turn, 0.6) as far:
        settings: dict[str, Any] = {"turn_urls": far, "turn_secret": SecretStr(SECRET)}
        async with house(servers, **settings) as (url, _), launched(*FAKE_CAMERA) as browser:
            base = f"{url}/meeting/c/{evening.conference_id}"
            hall = await joined_by_relay(browser, servers, base, "hall", complaints)
            assert await hall.evaluate(WAYS) == ["relay tcp"]
    assert complaints == []


@pytest.mark.parametrize(
    ("secret", "hours", "gives"),
    [(SECRET, 1, "relay"), (SECRET, -1, 401), ("guessed", 1, 401)],
    ids=["valid", "ran out", "guessed"],
)
async def test_turn_opens_to_our_credential_as_long_as_it_lives(secret: str, hours: int, gives: str | int):
    async with coturn() as turn, launched() as browser:
        page = await browser.new_page()
        (server,) = turn_servers((turn,), secret, "point", real_now() + timedelta(hours=hours))
        asked = [{"urls": list(server.urls), "username": server.username, "credential": server.credential}]
        assert await page.evaluate(GATHERS, asked) == gives
