"""The drill: rows, objects, facts and keys come back as they were, from a running house and from a stopped one."""

import dataclasses
import io
import tarfile
from pathlib import Path

import asyncpg
import nats
import pytest

from deploy.local.backup import backup
from deploy.local.buckets import client
from deploy.local.problems import StackProblem
from deploy.local.restore import restore
from deploy.local.testing import StackHandle, bare_servers

KEY = "phường-1/đơn thư/số 1 & 2?.pdf"
PDF = b"%PDF-" + bytes(range(256)) * 4000
OUTBOX = "create table outbox (id int, published_seq bigint, published_at timestamptz)"


async def live(house: StackHandle) -> None:
    """A little of everything."""
    connection = await asyncpg.connect(house.database_url("intake").replace("+asyncpg", ""))
    await connection.execute("create table people (name text); insert into people values ('Nguyễn Thị Đào')")
    await connection.execute(f"{OUTBOX}; insert into outbox values (1, 7, now()), (2, null, null)")
    await connection.close()
    store = client(house.config, house.keys, "intake")
    store.put_object(
        bucket_name="intake", object_name=KEY, data=io.BytesIO(PDF), length=len(PDF),
        content_type="application/pdf", metadata={"unit": "phuong-1"},
    )  # fmt: skip
    bus = await nats.connect(**house.nats_login())
    for number in range(3):
        await bus.jetstream().publish("evt.intake.thing.happened.v1", b"%d" % number,
                                             headers={"Nats-Msg-Id": f"fact-{number}"})  # fmt: skip
    await (await bus.jetstream().key_value("clock")).put("offset_s", b"3600")
    await bus.close()
    waiting(house).parent.mkdir(parents=True)
    waiting(house).write_bytes(PDF)


def waiting(house: StackHandle) -> Path:
    """A segment the store does not have yet."""
    return house.config.spool / "0b6c" / "000001-7.bytes"


async def as_it_was(house: StackHandle) -> None:
    connection = await asyncpg.connect(house.database_url("intake").replace("+asyncpg", ""))
    assert await connection.fetchval("select name from people") == "Nguyễn Thị Đào"
    assert await connection.fetchval("select count(*) from outbox where published_seq is null") == 2
    await connection.execute("insert into people values ('still the owner')")
    await connection.close()
    response = client(house.config, house.keys, "intake").get_object(bucket_name="intake", object_name=KEY)
    assert response.read() == PDF
    assert (response.headers["Content-Type"], response.headers["x-amz-meta-unit"]) == ("application/pdf", "phuong-1")
    bus = await nats.connect(**house.nats_login())
    js = bus.jetstream()
    facts = [await js.get_msg("EVT_INTAKE", number) for number in (1, 2, 3)]
    assert [(fact.data, (fact.headers or {})["Nats-Msg-Id"]) for fact in facts] == [
        (b"0", "fact-0"), (b"1", "fact-1"), (b"2", "fact-2"),
    ]  # fmt: skip
    assert (await js.publish("evt.intake.thing.happened.v1", b"2", headers={"Nats-Msg-Id": "fact-2"})).duplicate
    assert (await (await js.key_value("clock")).get("offset_s")).value == b"3600"
    assert waiting(house).read_bytes() == PDF
    await bus.close()


@pytest.mark.parametrize("running", [True, False])
async def test_the_drill(tmp_path: Path, running: bool):
    async with bare_servers(tmp_path / "old") as house:
        await live(house)
        keys, config = house.keys, house.config
        archive = await backup(config, tmp_path / "backups") if running else None
    archive = archive or await backup(config, tmp_path / "backups")
    assert archive.stat().st_mode & 0o077 == 0
    async with bare_servers(tmp_path / "other", provisioned=False) as other:
        new = other.config  # its ports are free once it is gone
    await restore(new, archive, force=True)
    async with bare_servers(tmp_path / "other") as house:
        assert house.keys == keys
        await as_it_was(house)


async def test_present_data_are_refused_or_moved_aside_and_never_lost(tmp_path: Path):
    async with bare_servers(tmp_path) as house:
        config = house.config
        archive = await backup(config, tmp_path / "backups")
        with pytest.raises(StackProblem, match="đang chạy"):
            await restore(config, archive, force=True)
    with pytest.raises(StackProblem, match="FORCE=1"):
        await restore(config, archive)
    await restore(config, archive, force=True)
    aside = [path for path in tmp_path.iterdir() if path.name.startswith("data.before-")]
    assert len(aside) == 1
    assert (aside[0] / "postgres" / "PG_VERSION").exists()


async def test_what_is_no_backup_changes_nothing(tmp_path: Path):
    async with bare_servers(tmp_path, provisioned=False) as house:
        config = house.config
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as tar:
        tar.addfile(tarfile.TarInfo("../escaped"), io.BytesIO())
    (tmp_path / "text.tar.gz").write_text("no archive")
    for name in ("evil.tar.gz", "text.tar.gz", "absent.tar.gz"):
        with pytest.raises(StackProblem, match="hãy"):
            await restore(config, tmp_path / name, force=True)
    assert not (tmp_path / "escaped").exists()
    assert (config.data / "postgres" / "PG_VERSION").exists()


async def test_there_is_nothing_to_save_before_the_first_run(tmp_path: Path):
    async with bare_servers(tmp_path, provisioned=False) as house:
        config = house.config
    with pytest.raises(StackProblem, match="Chưa có dữ liệu"):
        await backup(dataclasses.replace(config, data=tmp_path / "nowhere"), tmp_path)
