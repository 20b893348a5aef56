"""The demo is played once, again when an administrator asks, and from the start when it was interrupted."""

import asyncio
import io

import nats
import pytest

from deploy.demo.house import House
from deploy.demo.office import open_office
from deploy.demo.person import ActRefused, Person
from deploy.local import demo as demo_module
from deploy.local.buckets import client
from deploy.local.demo import Demo
from deploy.local.parts.postgres import DATABASE, connect
from deploy.local.testing import StackHandle, running_stack
from shared.profiles.demo_accounts import PASSWORD


@pytest.fixture
def short_story(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The office is opened and nothing else happens; the whole story is played by the end-to-end tests."""
    played: list[str] = []

    async def tell(house: House, link_secret: str, tell) -> None:
        await open_office(house.url, "phu-xuyen", link_secret)
        played.append("phu-xuyen")

    monkeypatch.setattr(demo_module, "tell_story", tell)
    return played


async def opened_at(house: StackHandle) -> object:
    supervisor = house._supervisor
    server = await connect(supervisor.config, supervisor.keys, "ops", DATABASE)
    try:
        return await server.fetchval("select opened_at from routing.units")
    finally:
        await server.close()


async def until(played: list[str], times: int, playing: asyncio.Task[None]) -> None:
    async with asyncio.timeout(120):
        while len(played) < times:
            if playing.done():
                playing.result()
            await asyncio.sleep(0.05)


async def test_played_once_and_wiped_and_played_again_when_asked(short_story: list[str]) -> None:
    async with running_stack(rooms=("routing",)) as house:
        playing = asyncio.create_task(Demo(house._supervisor).run())
        await until(short_story, 1, playing)
        first = await opened_at(house)
        store = client(house.config, house.keys)
        store.put_object(bucket_name="intake", object_name="phu-xuyen/old", data=io.BytesIO(b"1"), length=1)
        async with Person(house.url) as admin:
            await admin.sign_in("quantri", PASSWORD)
            await admin.send("/routing/operations/demo", {})
        await until(short_story, 2, playing)
        assert await opened_at(house) != first
        left = [item.object_name for item in store.list_objects(bucket_name="intake", recursive=True)]
        assert "phu-xuyen/old" not in left
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)


async def test_an_interrupted_play_starts_from_the_beginning(short_story: list[str]) -> None:
    async with running_stack(rooms=("routing",)) as house:
        async with Person(house.url):
            await open_office(house.url, "phu-xuyen", house.keys.link_secret)
        half_played = await opened_at(house)
        (house.config.data / "demo-being-played").touch()
        playing = asyncio.create_task(Demo(house._supervisor).run())
        await until(short_story, 1, playing)
        assert await opened_at(house) != half_played
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)


async def test_a_second_unit_opens_with_a_link_of_its_own_and_a_link_opens_one_unit() -> None:
    async with running_stack(rooms=("routing",)) as house:
        secret = house.keys.link_secret
        await open_office(house.url, "phu-xuyen", secret)
        with pytest.raises(ActRefused, match="Đường dẫn thiết lập đã dùng"):
            await open_office(house.url, "pvhcc-ha-noi", secret)
        await open_office(house.url, "pvhcc-ha-noi", secret, units_open=1)
        for username, unit in (("quantri", "UBND xã Phú Xuyên"), ("quantritp", "Trung tâm Phục vụ hành chính công")):
            async with Person(house.url) as admin:
                await admin.sign_in(username, PASSWORD)
                page = await admin.open("/routing/officers")
                assert unit in page and ("chinhanh2" in page) == (username == "quantritp")


async def test_nobody_but_routing_may_ask_to_start_over(stack: StackHandle) -> None:
    intake = await nats.connect(**stack.nats_login("intake"), error_cb=_ignore)
    try:
        with pytest.raises((nats.errors.TimeoutError, nats.errors.NoRespondersError)):
            await intake.request(demo_module.RESET, b"{}", timeout=0.5)
    finally:
        await intake.close()


async def _ignore(error: Exception) -> None:
    """The server's word about a forbidden subject; the request's own time-out is what is asserted."""
