"""Tables and objects: a room's key opens its own door only."""

import io

import asyncpg
import pytest
from minio.error import S3Error

from deploy.local.buckets import client
from deploy.local.config import ROOMS
from deploy.local.testing import StackHandle

OTHERS = [(room, other) for room in ROOMS for other in ROOMS if room != other]


def plain(url: str) -> str:
    return url.replace("+asyncpg", "")


@pytest.fixture(scope="module", autouse=True)
async def secrets_of_each(stack: StackHandle) -> None:
    for room in ROOMS:
        connection = await asyncpg.connect(plain(stack.database_url(room)))
        await connection.execute("create table if not exists secret (text text)")
        await connection.close()
        client(stack.config, stack.keys, room).put_object(
            bucket_name=room, object_name="secret", data=io.BytesIO(b"mine"), length=4
        )


@pytest.mark.parametrize("room", ROOMS)
async def test_a_room_works_in_its_own_schema(stack: StackHandle, room: str):
    connection = await asyncpg.connect(plain(stack.database_url(room)))
    try:
        assert await connection.fetchval("select current_schema()") == room
        assert await connection.fetchval(f"select count(*) from {room}.secret") == 0
    finally:
        await connection.close()


@pytest.mark.parametrize(("room", "other"), OTHERS)
async def test_a_room_cannot_read_or_write_anothers_tables(stack: StackHandle, room: str, other: str):
    connection = await asyncpg.connect(plain(stack.database_url(room)))
    try:
        for statement in (
            f"select * from {other}.secret",
            f"insert into {other}.secret values ('x')",
            f"create table {other}.mine (a int)",
            f"set role {other}",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
    finally:
        await connection.close()


async def test_a_room_cannot_use_the_public_schema_or_other_databases(stack: StackHandle):
    connection = await asyncpg.connect(plain(stack.database_url("intake")))
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("create table public.mine (a int)")
    finally:
        await connection.close()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(plain(stack.database_url("intake")).replace("/doithoai", "/postgres"))


async def test_the_tables_are_as_safe_as_they_can_be(stack: StackHandle):
    connection = await asyncpg.connect(plain(stack.database_url("ops")))
    try:
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums"):
            assert await connection.fetchval(f"show {setting}") == "on"
        assert await connection.fetchval("show server_encoding") == "UTF8"
        assert (await connection.fetchval("show server_version")).startswith("18")
    finally:
        await connection.close()


@pytest.mark.parametrize(("room", "other"), OTHERS)
def test_a_rooms_key_opens_no_other_bucket(stack: StackHandle, room: str, other: str):
    store = client(stack.config, stack.keys, room)
    for attempt in (
        lambda: store.get_object(bucket_name=other, object_name="secret"),
        lambda: store.put_object(bucket_name=other, object_name="x", data=io.BytesIO(b"x"), length=1),
        lambda: list(store.list_objects(bucket_name=other)),
        lambda: store.remove_object(bucket_name=other, object_name="secret"),
        lambda: store.make_bucket(bucket_name=f"{room}-more"),
        lambda: store.remove_bucket(bucket_name=other),
    ):
        with pytest.raises(S3Error) as refusal:
            attempt()
        assert refusal.value.code == "AccessDenied"


@pytest.mark.parametrize("room", ROOMS)
def test_a_rooms_key_opens_its_own(stack: StackHandle, room: str):
    store = client(stack.config, stack.keys, room)
    assert store.get_object(bucket_name=room, object_name="secret").read() == b"mine"
    assert "secret" in [one.object_name for one in store.list_objects(bucket_name=room)]


async def test_objects_outlive_a_killed_store(stack: StackHandle):
    before = stack.pid("store")
    stack.kill("store")
    await stack.wait_new("store", before)
    test_a_rooms_key_opens_its_own(stack, "intake")
