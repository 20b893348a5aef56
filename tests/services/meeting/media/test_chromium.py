"""A real browser with a fake camera, over the HTTP door: pictures move, stage and grid, voices are heard."""

import asyncio
from collections.abc import Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest_asyncio
import uvicorn
from playwright.async_api import Browser, Page
from pydantic import SecretStr

from services.meeting.domain.media_links import publish_token, watch_token
from services.meeting.media.app import create_app
from services.meeting.media.settings import MediaSettings
from shared.clock import real_now
from tests.e2e.browser import launched

SECRET = "s" * 32
FAKE_CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")

GATHERED = """async connection => {
  await connection.setLocalDescription();
  if (connection.iceGatheringState !== 'complete')
    await new Promise(done => connection.onicegatheringstatechange =
      () => connection.iceGatheringState === 'complete' && done());
  return connection.localDescription.sdp;
}"""
SHAKE = f"""async (connection, url) => {{
  const answer = await fetch(url, {{method: 'POST', headers: {{'content-type': 'application/sdp'}},
    body: await ({GATHERED})(connection)}});
  if (answer.status !== 201) throw new Error(await answer.text());
  await connection.setRemoteDescription({{type: 'answer', sdp: await answer.text()}});
}}"""
PUBLISH = f"""async url => {{
  const stream = await navigator.mediaDevices.getUserMedia(
    {{audio: true, video: {{width: 426, height: 240, frameRate: 15}}}});
  const [camera] = stream.getVideoTracks(), connection = window.publishing = new RTCPeerConnection();
  connection.addTransceiver(camera, {{direction: 'sendonly', streams: [stream]}});
  connection.addTransceiver(camera.clone(), {{direction: 'sendonly',
    sendEncodings: [{{scaleResolutionDownBy: 4, maxBitrate: 120000, maxFramerate: 10}}]}});
  connection.addTransceiver(stream.getAudioTracks()[0], {{direction: 'sendonly', streams: [stream]}});
  await ({SHAKE})(connection, url);
}}"""
WATCH = f"""async url => {{
  const connection = window.watching = new RTCPeerConnection();
  for (const kind of ['video', 'video', 'audio', 'audio', 'audio'])
    connection.addTransceiver(kind, {{direction: 'recvonly'}});
  window.screens = connection.getTransceivers().map(({{receiver}}) => {{
    const screen = document.createElement(receiver.track.kind);
    screen.srcObject = new MediaStream([receiver.track]);
    screen.muted = true;
    screen.play();
    document.documentElement.append(screen);
    return screen;
  }});
  await ({SHAKE})(connection, url);
}}"""
SEEN = """async () => {
  const seen = {};
  for (const {receiver, mid} of watching.getTransceivers())
    for (const report of (await receiver.getStats()).values())
      if (report.type === 'inbound-rtp') seen[mid] = {
        frames: report.framesDecoded || 0, width: report.frameWidth || 0, received: report.packetsReceived,
        keys: report.keyFramesDecoded || 0};
  return seen;
}"""
PICTURE = """at => {
  const canvas = document.createElement('canvas'), screen = screens[at];
  canvas.width = screen.videoWidth; canvas.height = screen.videoHeight;
  canvas.getContext('2d').drawImage(screen, 0, 0);
  return canvas.toDataURL();
}"""


@asynccontextmanager
async def served():
    app = create_app(MediaSettings(link_secret=SecretStr(SECRET)))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, timeout_graceful_shutdown=1))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield app, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving


@pytest_asyncio.fixture
async def house():
    async with served() as (app, address), launched(*FAKE_CAMERA) as browser:
        yield app.state.engine, address, browser


async def page_at(browser: Browser, address: str) -> Page:
    page = await (await browser.new_context(permissions=["camera", "microphone"])).new_page()
    await page.goto(f"{address}/media/healthz")
    return page


async def publish(browser: Browser, address: str, point: str) -> Page:
    page = await page_at(browser, address)
    await page.evaluate(
        PUBLISH, f"{address}/media/c/r/whip/{point}?token={publish_token('r', point, SECRET, real_now())}"
    )
    return page


async def until_seen(page: Page, true: Callable[[Any], bool]) -> Any:
    """What the browser counts, once `true` of it."""
    async with asyncio.timeout(40):
        while not true(seen := await page.evaluate(SEEN)):
            await asyncio.sleep(0.2)
    return seen


async def test_pictures_of_a_fake_camera_move_on_the_screen_and_over_a_change_of_stage(house):
    engine, address, browser = house
    await publish(browser, address, "hall")
    await publish(browser, address, "branch")
    await engine.show("r", "hall", ["hall"])
    screen = await page_at(browser, address)
    await screen.evaluate(
        WATCH, f"{address}/media/c/r/whep?viewer=screen&token={watch_token('r', 'screen', SECRET, real_now())}"
    )
    seen = await until_seen(
        screen, lambda s: s.get("0", {}).get("frames", 0) > 15 and s["1"]["frames"] > 5 and s["2"]["received"] > 20
    )
    assert seen["0"]["width"] > seen["1"]["width"]
    before = await screen.evaluate(PICTURE, 0)
    keys = seen["0"]["keys"]
    await engine.show("r", "branch", ["branch"])
    seen = await until_seen(screen, lambda s: s["0"]["keys"] > keys)
    frames = seen["0"]["frames"]
    await until_seen(screen, lambda s: s["0"]["frames"] > frames + 15)
    assert await screen.evaluate(PICTURE, 0) != before
