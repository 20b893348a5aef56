"""Transactions that stand in each other's way: they wait by name, and of two in a ring one is told to try again."""

import asyncio

import pytest
from sqlalchemy import text

from deploy.local.testing import StackHandle
from shared.database.alone import alone, together
from shared.database.engine import Database
from shared.refusals import Unavailable
from tests.two_at_once import second_while_first_is_open


@pytest.fixture
async def database(servers: StackHandle):
    opened = Database(servers.database_url("routing"))
    async with opened.transaction() as session:
        await session.execute(text("create table if not exists alone_notes (id int primary key)"))
    yield opened
    async with opened.transaction() as session:
        await session.execute(text("drop table alone_notes"))
    await opened.close()


async def look_and_write(session, number: int) -> int:
    await alone(session, "b", "a")
    seen = (await session.execute(text("select count(*) from alone_notes"))).scalar_one()
    await session.execute(text("insert into alone_notes values (:number)"), {"number": number})
    return int(seen)


async def test_whoever_comes_second_sees_what_the_first_wrote(database):
    seen = []

    async def second() -> None:
        async with database.transaction() as session:
            seen.append(await look_and_write(session, 2))

    await second_while_first_is_open(database, lambda session: look_and_write(session, 1), second())
    assert seen == [1]


async def test_those_who_are_together_do_not_wait_for_each_other(database):
    async with database.transaction() as one, database.transaction() as other:
        await together(one, "rules")
        await asyncio.wait_for(together(other, "rules"), 10)


async def test_one_of_two_that_wait_for_each_other_is_told_to_try_again(database):
    async def both_ways(first: str, then: str, met: asyncio.Barrier) -> None:
        async with database.transaction() as session:
            await alone(session, first)
            await met.wait()
            await alone(session, then)

    met = asyncio.Barrier(2)
    results = await asyncio.gather(both_ways("a", "b", met), both_ways("b", "a", met), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["NoneType", Unavailable.__name__]
