"""While PostgreSQL is away a room says `Unavailable`, and works again by itself when it is back."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from deploy.local.testing import StackHandle, bare_servers
from shared.database.engine import Database
from shared.refusals import Unavailable


@pytest.fixture(scope="module")
async def fragile():
    """Servers of its own, because these tests kill them."""
    async with bare_servers() as servers:
        yield servers


@pytest.fixture
async def database(fragile: StackHandle):
    opened = Database(fragile.database_url("routing"))
    async with opened.transaction() as session:
        await session.execute(text("create table if not exists notes (id int primary key)"))
        await session.execute(text("truncate notes"))
    yield opened
    await opened.close()


async def note(database: Database, number: int) -> None:
    async with database.transaction() as session:
        await session.execute(text("insert into notes values (:number)"), {"number": number})


async def count(database: Database) -> int:
    async with database.reading() as session:
        return int((await session.execute(text("select count(*) from notes"))).scalar_one())


async def works_again(database: Database) -> None:
    async with asyncio.timeout(20):
        while not await database.is_ready():
            await asyncio.sleep(0.05)


async def test_a_stopped_database_is_unavailable_and_back_again(fragile, database):
    await note(database, 1)
    await fragile.stop("postgres")
    for _ in range(3):
        with pytest.raises(Unavailable):
            await note(database, 2)
        with pytest.raises(Unavailable):
            await count(database)
    assert not await database.is_ready()
    await fragile.start("postgres")
    await works_again(database)
    await note(database, 3)
    assert await count(database) == 2


async def test_a_database_killed_under_a_full_pool_leaves_no_dead_connection_behind(fragile, database):
    await asyncio.gather(*(note(database, number) for number in range(16)))
    await fragile.kill_and_hold("postgres")
    with pytest.raises(Unavailable):
        await note(database, 100)
    await fragile.start("postgres")
    await works_again(database)
    await asyncio.gather(*(note(database, number) for number in range(200, 216)))
    assert await count(database) == 32


async def test_a_database_that_is_just_starting_is_unavailable_too(fragile, database):
    """It takes the call and says "the database system is starting up" (57P03)."""
    await asyncio.gather(*(note(database, number) for number in range(16)))
    pid = fragile.pid("postgres")
    fragile.kill("postgres")
    back, number = asyncio.create_task(fragile.wait_new("postgres", pid)), 100
    while not back.done():
        number += 1
        try:
            await note(database, number)
        except Unavailable:
            await asyncio.sleep(0)
    await back


async def test_a_database_killed_in_the_middle_loses_the_whole_transaction(fragile, database):
    with pytest.raises(Unavailable):
        async with database.transaction() as session:
            await session.execute(text("insert into notes values (1)"))
            await fragile.kill_and_hold("postgres")
            await session.execute(text("insert into notes values (2)"))
    await fragile.start("postgres")
    await works_again(database)
    assert await count(database) == 0


async def test_a_pool_that_is_used_up_is_busy_not_broken(fragile, database):
    small = Database(fragile.database_url("routing"), pool_size=1)
    small.engine.pool._timeout = 0.2  # type: ignore[attr-defined]
    try:
        async with small.transaction() as session:
            await session.execute(text("select 1"))
            with pytest.raises(Unavailable):
                await count(small)
        assert await count(small) == 0
    finally:
        await small.close()


async def test_our_own_mistakes_are_not_called_outages(database):
    await note(database, 1)
    with pytest.raises(IntegrityError):
        await note(database, 1)


async def test_a_failed_transaction_leaves_nothing(database):
    with pytest.raises(RuntimeError):
        async with database.transaction() as session:
            await session.execute(text("insert into notes values (1)"))
            raise RuntimeError("no")
    assert await count(database) == 0
