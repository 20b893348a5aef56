"""Caddy in front: files, rooms, live streams, apologies, and the house's own authority."""

import asyncio
import hashlib
import re
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from deploy.local.config import REPOSITORY
from deploy.local.parts.caddyfile import caddyfile
from deploy.local.release import release_of, static_folders
from deploy.local.testing import StackHandle

Answer = Callable[[str, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def room(stack: StackHandle, name: str, answer: Answer) -> AsyncIterator[None]:
    """Somebody who listens where the room would."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        await answer(head, writer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", stack.config.ports.of(name))
    try:
        yield
    finally:
        server.close()
        await server.wait_closed()


async def echo(head: str, writer: asyncio.StreamWriter) -> None:
    writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(head)}\r\nConnection: close\r\n\r\n{head}".encode())
    await writer.drain()


def a_static_file() -> tuple[str, Path]:
    shared = static_folders(REPOSITORY)["shared"]
    file = next(path for path in sorted(shared.rglob("*.css")))
    return file.relative_to(shared).as_posix(), file


async def test_files_of_this_release_are_kept_for_ever_and_compressed(stack: StackHandle):
    name, file = a_static_file()
    async with httpx.AsyncClient(base_url=stack.url) as browser:
        answer = await browser.get(f"/static/{release_of(REPOSITORY)}/{name}", headers={"Accept-Encoding": "gzip"})
        assert (answer.status_code, answer.content) == (200, file.read_bytes())
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["content-encoding"] == "gzip" or file.stat().st_size < 512
        other = await browser.get(f"/static/0123456789ab/{name}")
        assert (other.status_code, other.headers["cache-control"]) == (200, "no-cache")
        assert (await browser.get("/metrics")).status_code == 404, "figures of a room are for its own port"
        missing = await browser.get(f"/static/{release_of(REPOSITORY)}/nothing.css")
        assert (missing.status_code, missing.headers["cache-control"]) == (404, "no-store")


@pytest.mark.parametrize(
    "path", ["/static/x/../../../../etc/passwd", "/static/x/%2e%2e/%2e%2e/web/vendor.toml", "/ca/"]
)
async def test_nothing_beside_the_files_is_served(stack: StackHandle, path: str):
    reader, writer = await asyncio.open_connection("127.0.0.1", stack.config.ports.http)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    assert (await reader.readline()).split()[1] in (b"400", b"404", b"503")
    writer.close()


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("routing", "/routing/viec"),
        ("routing", "/dang-nhap"),
        ("routing", "/dang-xuat"),
        ("routing", "/bat-dau/buoc-2"),
        ("meeting", "/meeting/phien/1"),
        ("notify", "/notify/"),
        ("media", "/media/c/1/events"),
        ("recorder", "/live/abc~def/stage.m3u8"),
        ("intake", "/"),
        ("intake", "/hoi-nghi/phuong-1"),
        ("intake", "/routingly"),
    ],
)
async def test_every_address_has_its_room(stack: StackHandle, name: str, path: str):
    async with room(stack, name, echo), httpx.AsyncClient() as browser:
        answer = await browser.get(stack.url + path)
        assert answer.text.startswith(f"GET {path} ")
        assert "x-forwarded-proto: http\r\n" in answer.text.lower()
        assert "x-forwarded-for: 127.0.0.1" in answer.text.lower()


@pytest.mark.parametrize(
    "path", ["/recorder/c/1/stop", "/recorder/", "/live/../recorder/c/1/stop", "/live%2f..%2frecorder/c/1/stop"]
)
async def test_the_front_door_leads_nobody_to_what_directs_the_recorder(stack: StackHandle, path: str):
    """Only the meeting room's process may start, stop or delete; a stranger's request ends at the public pages."""
    asked: list[str] = []

    async def note(head: str, writer: asyncio.StreamWriter) -> None:
        asked.append(head)
        await echo(head, writer)

    async with room(stack, "recorder", note), room(stack, "intake", echo):
        reader, writer = await asyncio.open_connection("127.0.0.1", stack.config.ports.http)
        writer.write(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        assert (await reader.read()).split()[1:2], "somebody answered"
        writer.close()
    assert not [head for head in asked if "/recorder" in head.split()[1]]


async def test_an_absent_room_is_busy_not_broken(stack: StackHandle):
    async with httpx.AsyncClient(timeout=10) as browser:
        page = await browser.get(stack.url + "/notify/", headers={"Accept": "text/html"})
        assert (page.status_code, page.headers["cache-control"]) == (503, "no-store")
        assert "Hệ thống đang khởi động lại" in page.text
        plain = await browser.post(stack.url + "/notify/", headers={"Accept": "application/json"})
        assert (plain.status_code, plain.headers["retry-after"]) == (503, "5")


async def test_a_room_that_comes_back_in_time_is_waited_for(stack: StackHandle):
    async with httpx.AsyncClient(timeout=10) as browser:
        asked = asyncio.create_task(browser.post(stack.url + "/notify/", content=b"once"))
        await asyncio.sleep(0.7)
        async with room(stack, "notify", echo):
            assert (await asked).status_code == 200


async def test_a_live_stream_passes_at_once(stack: StackHandle):
    more = asyncio.Event()

    async def live(head: str, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\nid: 1\n\n")
        await more.wait()
        writer.write(b"id: 2\n\n")
        await writer.drain()

    async with (
        room(stack, "meeting", live),
        httpx.AsyncClient() as browser,
        browser.stream("GET", stack.url + "/meeting/live", headers={"Accept-Encoding": "gzip"}) as stream,
    ):
        pieces = stream.aiter_raw()
        async with asyncio.timeout(5):
            assert await anext(pieces) == b"id: 1\n\n"
            more.set()
            assert await anext(pieces) == b"id: 2\n\n"


async def test_the_local_network_has_https_from_our_own_authority(stack: StackHandle):
    async with httpx.AsyncClient() as browser:
        guide = await browser.get(stack.url + "/ca")
        assert "Trusted Root Certification Authorities" in guide.text
        root = await browser.get(stack.url + "/ca/doi-thoai.crt")
        sheet = await browser.get(stack.url + re.findall(r'stylesheet" href="([^"]+citizen.css)"', guide.text)[0])
        mark = await browser.get(stack.url + "/favicon.ico")
    der = ssl.PEM_cert_to_DER_cert(root.text)
    for algorithm in ("sha1", "sha256"):
        assert hashlib.new(algorithm, der).digest().hex(" ").upper() in guide.text
    assert (sheet.status_code, mark.headers["content-type"]) == (200, "image/svg+xml") and "$" not in guide.text
    assert root.headers["content-type"] == "application/x-x509-ca-cert"
    trusted = ssl.create_default_context(cadata=root.text)
    async with httpx.AsyncClient(verify=trusted) as browser:
        assert (await browser.get(stack.https_url + "/caddy-health")).status_code == 200
        address = stack.https_url.replace("localhost", "127.0.0.1")
        assert (await browser.get(address + "/caddy-health")).status_code == 200


async def test_only_the_root_is_handed_out(stack: StackHandle):
    async with httpx.AsyncClient(timeout=10) as browser:
        for path in ("/ca/root.key", "/ca/intermediate.key", "/ca/doi-thoai.crt/../root.key"):
            assert (await browser.get(stack.url + path)).status_code in (404, 503)


def test_trust_stores_stay_untouched(stack: StackHandle):
    text = caddyfile(stack.config, "abc")
    assert "skip_install_trust" in text
    assert "admin off" in text


async def test_the_rooms_counters_are_not_for_the_street(stack: StackHandle):
    async with httpx.AsyncClient(base_url=stack.url) as browser:
        assert (await browser.get("/metrics")).status_code == 404


def test_passwords_from_other_machines_travel_encrypted_only(stack: StackHandle):
    """From this machine nothing is redirected, so the rule itself is read: loopback is all it spares."""
    written = caddyfile(stack.config, "0123456789ab")
    plain = written.split(f"http://:{stack.config.ports.http} {{")[1].split("import house")[0]
    assert "not remote_ip 127.0.0.0/8 ::1" in plain and "path /dang-nhap /dang-nhap/*" in plain
    assert f"redir @far https://{{host}}:{stack.config.ports.https}{{uri}} 302" in plain
