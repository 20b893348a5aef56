"""`make backup`: tables, objects, recordings on their way, facts and keys in one archive, running or not."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from deploy.local import archive, facts, objects, tables
from deploy.local.buckets import client
from deploy.local.config import StackConfig
from deploy.local.folder import NOTE
from deploy.local.keys import Keys, load_or_make
from deploy.local.noted_ports import with_noted_ports
from deploy.local.problems import AlreadyRunning, StackProblem
from deploy.local.supervisor import SERVERS, Supervisor


async def backup(config: StackConfig, into: Path) -> Path:
    """Answers the archive. It holds every key of the house: keep it as safe as the house."""
    target = _target(config, into)
    with tempfile.TemporaryDirectory(dir=into, prefix=".backup-") as draft:
        async with _servers(config) as (running, keys):
            await _collect(running, keys, Path(draft))
        await asyncio.to_thread(archive.pack, Path(draft), target)
    return target


def _target(config: StackConfig, into: Path) -> Path:
    if not (config.data / NOTE).exists():
        raise StackProblem(f"Chưa có dữ liệu trong {config.data}: không có gì để sao lưu.")
    into.mkdir(parents=True, exist_ok=True)
    return into / f"doi-thoai-{datetime.now(UTC):%Y%m%d-%H%M%S}.tar.gz"


async def _collect(config: StackConfig, keys: Keys, draft: Path) -> None:
    """Order matters: what waits for the store, ends of the streams, tables, facts up to those ends, objects.

    An object is stored before the row that names it, so every row's object is there; and a segment leaves the disk
    after its row stands, so one that left while we copied is in the tables.
    """
    await asyncio.to_thread(_copy_spool, config.spool, draft / archive.SPOOL)
    connection = await facts.connect(config, keys)
    try:
        until = await facts.ends(connection.jetstream())
        await tables.export(config, keys, draft / archive.DUMP)
        await facts.export(connection.jetstream(), until, draft / archive.FACTS)
    finally:
        await connection.close()
    await asyncio.to_thread(objects.export, client(config, keys), draft)
    await asyncio.to_thread(_copy_files, config, draft)
    archive.Manifest(archive.FORMAT, datetime.now(UTC).isoformat(), list(config.rooms)).write(draft)


def _copy_files(config: StackConfig, draft: Path) -> None:
    """The authority goes along, so that machines that trust it need not trust another."""
    shutil.copyfile(config.data / archive.SECRETS, draft / archive.SECRETS)
    if (config.data / archive.AUTHORITY).exists():
        shutil.copytree(config.data / archive.AUTHORITY, draft / archive.AUTHORITY)


def _copy_spool(spool: Path, target: Path) -> None:
    """Bytes before the note about them, as the names sort; what leaves meanwhile is in the store."""
    for file in sorted(spool.glob("*/*")):
        copy = target / file.relative_to(spool)
        copy.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            shutil.copyfile(file, copy)


@asynccontextmanager
async def _servers(config: StackConfig) -> AsyncIterator[tuple[StackConfig, Keys]]:
    """The running stack's servers, or our own for as long as it takes."""
    supervisor = Supervisor(config)
    try:
        try:
            supervisor.open()
        except AlreadyRunning:
            yield with_noted_ports(config), load_or_make(config.data / archive.SECRETS)
            return
        await supervisor.start(*SERVERS)
        yield config, supervisor.keys
    finally:
        await supervisor.close()
