"""The deploy step between servers and rooms: roles, migrations, streams and consumers, buckets."""

import asyncio
from importlib import import_module
from importlib.util import find_spec

from deploy.local.buckets import ensure_buckets
from deploy.local.config import StackConfig
from deploy.local.keys import OPS, Keys
from deploy.local.roles import ensure_roles
from deploy.local.room_env import database_url, nats_url


async def main(config: StackConfig, keys: Keys) -> None:
    """Safe to run again at any time; needs the three servers."""
    await asyncio.gather(tables(config, keys), streams(config, keys), asyncio.to_thread(ensure_buckets, config, keys))


async def empty_house(config: StackConfig, keys: Keys) -> None:
    """All but the tables' own layout: that comes out of a backup."""
    await asyncio.gather(
        ensure_roles(config, keys), streams(config, keys), asyncio.to_thread(ensure_buckets, config, keys)
    )


async def tables(config: StackConfig, keys: Keys) -> None:
    await ensure_roles(config, keys)
    await asyncio.gather(*(_migrate(room, database_url(config, keys, room)) for room in config.rooms))


async def streams(config: StackConfig, keys: Keys) -> None:
    from shared.messaging.provision import provision

    await provision(nats_url(config), OPS, keys.nats[OPS])


async def _migrate(room: str, url: str) -> None:
    """A room without tables has nothing to migrate."""
    if find_spec(f"services.{room}.store.tables") if find_spec(f"services.{room}.store") else None:
        await import_module("shared.database.migrate").upgrade(room, url)
