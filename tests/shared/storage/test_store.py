"""A room's bucket: what was put comes back; what is missing and what is away are told apart."""

import asyncio
import hashlib
import tracemalloc
from datetime import timedelta
from typing import Any

import httpx
import pytest

from deploy.local.testing import StackHandle, bare_servers
from shared.refusals import NotFound, Unavailable
from shared.settings import Settings
from shared.storage import Store

KEY = "phu-xuyen/letters/thư trả lời.pdf"


@pytest.fixture(scope="module")
async def fragile():
    """Servers of its own, because one test takes the store away."""
    async with bare_servers() as servers:
        yield servers


def store_of(servers: StackHandle, room: str = "notify", **changes: Any) -> Store:
    values: dict[str, Any] = {key.removeprefix("DT_").lower(): value for key, value in servers.env(room).items()}
    return Store(Settings(**values | changes))


@pytest.fixture
def store(fragile):
    return store_of(fragile)


async def test_what_was_put_comes_back(store):
    await store.put(KEY, b"%PDF letter", "application/pdf")
    await store.put(KEY, b"%PDF letter", "application/pdf")
    assert await store.get(KEY) == b"%PDF letter"


async def test_an_empty_and_a_large_object_come_back(store):
    large = bytes(range(256)) * 4 * 10 * 1024
    await store.put("phu-xuyen/empty", b"", "text/plain")
    await store.put("phu-xuyen/large", large, "application/octet-stream")
    assert await store.get("phu-xuyen/empty") == b""
    assert await store.get("phu-xuyen/large") == large


async def test_a_file_comes_back_without_ever_standing_in_memory(store, tmp_path):
    path, size = tmp_path / "film.mp4", 64 << 20
    with path.open("wb") as file:
        for number in range(size >> 20):
            file.write(bytes([number]) * (1 << 20))
    with path.open("rb") as file:
        expected = hashlib.file_digest(file, "sha256").hexdigest()
    tracemalloc.start()
    await store.put_file("phu-xuyen/film.mp4", path, "video/mp4")
    read_back = await store.sha256("phu-xuyen/film.mp4")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert read_back == expected
    assert most < size / 8
    async with httpx.AsyncClient() as browser:
        ranged = await browser.get(await store.link("phu-xuyen/film.mp4"), headers={"range": f"bytes={size - 1}-"})
    assert (ranged.content, ranged.headers["content-type"]) == (b"\x3f", "video/mp4")


async def test_the_hash_of_a_missing_object_is_not_found(store):
    with pytest.raises(NotFound):
        await store.sha256("phu-xuyen/nothing")


async def test_the_keys_under_a_folder_are_named_and_no_others(store):
    for key in ("phu-xuyen/a/1", "phu-xuyen/a/b/2", "phu-xuyen/ab/3"):
        await store.put(key, b"x", "text/plain")
    assert sorted(await store.keys("phu-xuyen/a/")) == ["phu-xuyen/a/1", "phu-xuyen/a/b/2"]
    assert await store.keys("phu-xuyen/none/") == []


async def test_a_missing_object_is_not_found(store):
    with pytest.raises(NotFound):
        await store.get("phu-xuyen/nothing")


async def test_a_deleted_object_is_gone_and_deleting_again_is_harmless(store):
    await store.put("phu-xuyen/old", b"x", "text/plain")
    await store.delete("phu-xuyen/old")
    await store.delete("phu-xuyen/old")
    with pytest.raises(NotFound):
        await store.get("phu-xuyen/old")


async def test_a_link_opens_the_object_for_a_while_without_keys(store):
    await store.put(KEY, b"%PDF letter", "application/pdf")
    link = await store.link(KEY, timedelta(seconds=60))
    async with httpx.AsyncClient() as browser:
        answer = await browser.get(link)
        tampered = await browser.get(link[:-3] + "000")
        bare = await browser.get(link.partition("?")[0])
    assert (answer.content, answer.headers["content-type"]) == (b"%PDF letter", "application/pdf")
    assert (tampered.status_code, bare.status_code) == (403, 403)


async def test_another_rooms_bucket_is_closed(fragile):
    with pytest.raises(Unavailable):
        await store_of(fragile, "notify", s3_bucket="intake").get("phu-xuyen/x")


async def test_a_store_that_is_away_is_unavailable_and_works_again(fragile, store):
    await store.put(KEY, b"kept", "text/plain")
    await fragile.stop("store")
    for work in (store.get(KEY), store.put(KEY, b"x", "text/plain"), store.delete(KEY)):
        with pytest.raises(Unavailable):
            await work
    assert not await store.is_ready()
    await fragile.start("store")
    assert await store.get(KEY) == b"kept"
    assert await store.is_ready()


async def test_a_store_that_never_answers_holds_no_thread_that_others_need(fragile):
    lines: list[asyncio.StreamWriter] = []
    taken = asyncio.Event()

    async def hangs(_reader: asyncio.StreamReader, line: asyncio.StreamWriter) -> None:
        lines.append(line)
        taken.set()

    server = await asyncio.start_server(hangs, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    store = store_of(fragile, s3_endpoint=f"http://127.0.0.1:{port}")
    calls = [asyncio.create_task(store.get(KEY)) for _ in range(40)]
    await taken.wait()
    async with asyncio.timeout(10):
        assert await asyncio.to_thread(lambda: "free") == "free"
    server.close()
    for line in lines:
        line.transport.abort()
    assert {type(one) for one in await asyncio.gather(*calls, return_exceptions=True)} == {Unavailable}
