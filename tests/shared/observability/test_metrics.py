"""What `/metrics` tells: requests by route, facts waiting, and nothing personal."""

import math

import pytest
from fastapi import APIRouter
from fastapi.responses import PlainTextResponse
from prometheus_client.parser import text_string_to_metric_families

from deploy.local.testing import StackHandle, bare_servers
from shared.database import migrate
from shared.messaging import outbox
from shared.web.guard import public
from tests.shared.messaging.conftest import withdrawn
from tests.shared.web.house import ROOM, browser, build, open_doors


@pytest.fixture(scope="module")
async def own():
    """Servers of its own, because one test stops the database."""
    async with bare_servers() as servers:
        await migrate.upgrade(migrate.SHARED, servers.database_url(ROOM))
        yield servers


@pytest.fixture
async def app(own: StackHandle):
    router = APIRouter(dependencies=[public()])

    @router.get("/tra-cuu/{code}")
    async def look_up(code: str) -> PlainTextResponse:
        return PlainTextResponse(code)

    room = build(own)
    yield open_doors(room, router)
    await room.database.close()


async def figures(app) -> dict[str, float]:
    async with browser(app) as client:
        answer = await client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    families = text_string_to_metric_families(answer.text)
    return {
        "|".join((sample.name, *(f"{key}={value}" for key, value in sorted(sample.labels.items())))): sample.value
        for family in families
        for sample in family.samples
    }


async def test_requests_are_counted_by_route_never_by_address(app):
    key = "http_requests_total|method=GET|route=/tra-cuu/{code}|status=200"
    before = (await figures(app)).get(key, 0)
    async with browser(app) as client:
        for code in ("7KQM-2DXA", "9ABC-DEFG"):
            await client.get(f"/tra-cuu/{code}")
        await client.get("/không-có")
    after = await figures(app)
    assert after[key] == before + 2
    assert after["http_request_seconds_count|route=/tra-cuu/{code}"] >= 2
    assert not any("7KQM" in name or "không" in name for name in after)


async def test_facts_that_wait_for_the_bus_are_counted_when_asked(app):
    before = (await figures(app))["outbox_unpublished"]
    async with app.state.room.database.transaction() as session:
        for _ in range(3):
            outbox.put(session, withdrawn())
    assert (await figures(app))["outbox_unpublished"] == before + 3


async def test_without_the_database_the_figures_are_told_but_this_one(app, own):
    await own.stop("postgres")
    try:
        told = await figures(app)
    finally:
        await own.start("postgres")
    assert math.isnan(told["outbox_unpublished"])
    assert "outbox_published_total" in told
    assert not math.isnan((await figures(app))["outbox_unpublished"])


async def test_health_names_the_parts_and_fails_only_without_the_database(app, own):
    async with browser(app) as client:
        well = await client.get("/healthz")
        await own.stop("postgres")
        try:
            ill = await client.get("/healthz")
        finally:
            await own.start("postgres")
    assert (well.status_code, ill.status_code) == (200, 503)
    assert well.json().items() >= {"room": ROOM, "database": True, "bus": False}.items()
    assert ill.json()["database"] is False
