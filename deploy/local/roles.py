"""The database, one role and one schema a room. Safe to run again at any time."""

import asyncpg

from deploy.local.config import ROOMS, StackConfig
from deploy.local.keys import OPS, Keys
from deploy.local.parts.postgres import DATABASE, connect


async def ensure_roles(config: StackConfig, keys: Keys) -> None:
    """A room owns its schema and may do nothing outside it; the public schema belongs to nobody."""
    server = await connect(config, keys)
    try:
        for room in ROOMS:
            await _role(server, room, keys.postgres[room])
        await _database(server)
    finally:
        await server.close()
    inside = await connect(config, keys, OPS, DATABASE)
    try:
        await inside.execute("revoke all on schema public from public")
        for room in ROOMS:
            await inside.execute(f'create schema if not exists "{room}" authorization "{room}"')
    finally:
        await inside.close()


async def _role(server: asyncpg.Connection, room: str, password: str) -> None:
    if not await server.fetchval("select 1 from pg_roles where rolname = $1", room):
        await server.execute(f'create role "{room}"')
    statement = await server.fetchval(
        "select format('alter role %I login password %L', $1::text, $2::text)", room, password
    )
    await server.execute(statement)
    await server.execute(f'alter role "{room}" set search_path = "{room}"')


async def _database(server: asyncpg.Connection) -> None:
    if not await server.fetchval("select 1 from pg_database where datname = $1", DATABASE):
        await server.execute(f"create database {DATABASE}")
    for database in (DATABASE, "postgres", "template1"):
        await server.execute(f"revoke all on database {database} from public")
    for room in ROOMS:
        await server.execute(f'grant connect on database {DATABASE} to "{room}"')
