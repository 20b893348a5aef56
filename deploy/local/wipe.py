"""Empty a running house whose rooms are stopped: tables, streams and files. Keys and certificates stay."""

import asyncio
import shutil

import nats
from minio import Minio
from nats.js.errors import NotFoundError

from deploy.local.buckets import client
from deploy.local.config import ROOMS, StackConfig
from deploy.local.keys import OPS, Keys
from deploy.local.parts.postgres import DATABASE, connect
from deploy.local.room_env import nats_url
from shared.clock import OFFSET_BUCKET
from shared.messaging.topology import stream_of


async def wipe(config: StackConfig, keys: Keys) -> None:
    """Only for the demo: nothing here can be brought back."""
    await asyncio.gather(_tables(config, keys), _streams(config, keys), asyncio.to_thread(_files, config, keys))
    await asyncio.to_thread(shutil.rmtree, config.spool, ignore_errors=True)
    for letter in config.outgoing_mail.glob("*.eml"):
        letter.unlink(missing_ok=True)


async def _tables(config: StackConfig, keys: Keys) -> None:
    server = await connect(config, keys, OPS, DATABASE)
    try:
        for room in ROOMS:
            await server.execute(f'drop schema if exists "{room}" cascade')
    finally:
        await server.close()


async def _streams(config: StackConfig, keys: Keys) -> None:
    bus = await nats.connect(nats_url(config), user=OPS, password=keys.nats[OPS])
    try:
        for stream in (*map(stream_of, ROOMS), f"KV_{OFFSET_BUCKET}"):
            try:
                await bus.jetstream().delete_stream(stream)
            except NotFoundError:
                continue
    finally:
        await bus.close()


def _files(config: StackConfig, keys: Keys) -> None:
    store = client(config, keys)
    for room in ROOMS:
        _empty(store, room)


def _empty(store: Minio, bucket: str) -> None:
    for item in store.list_objects(bucket_name=bucket, recursive=True):
        store.remove_object(bucket_name=bucket, object_name=str(item.object_name))
