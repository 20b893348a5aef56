"""The tables, carried through a backup by PostgreSQL's own tools: one snapshot across all rooms."""

from pathlib import Path

import asyncpg

from deploy.local.binaries import postgres_home
from deploy.local.config import ROOMS, StackConfig
from deploy.local.keys import OPS, Keys
from deploy.local.parts.postgres import DATABASE, connect
from deploy.local.problems import StackProblem
from deploy.local.process import Order, finished


async def export(config: StackConfig, keys: Keys, file: Path) -> None:
    await _tool(config, keys, "pg_dump", "--format=custom", f"--file={file}")


async def bring_back(config: StackConfig, keys: Keys, file: Path) -> None:
    """All or nothing; the empty schemas of the deploy step make way."""
    await _tool(
        config, keys, "pg_restore", "--clean", "--if-exists", "--exit-on-error", "--single-transaction", str(file)
    )


async def mark_unpublished(config: StackConfig, keys: Keys) -> None:
    """The streams are new: every fact still in an outbox goes out once more, and inboxes drop what they have seen."""
    inside = await connect(config, keys, OPS, DATABASE)
    try:
        for room in ROOMS:
            if await _has_outbox(inside, room):
                await inside.execute(f'update "{room}".outbox set published_seq = null, published_at = null')
    finally:
        await inside.close()


async def _has_outbox(inside: asyncpg.Connection, room: str) -> bool:
    return bool(await inside.fetchval("select to_regclass($1)", f"{room}.outbox"))


async def _tool(config: StackConfig, keys: Keys, name: str, *arguments: str) -> None:
    where = ("--host=127.0.0.1", f"--port={config.ports.postgres}", f"--username={OPS}", f"--dbname={DATABASE}")
    program = (str(postgres_home() / "bin" / name), *where, *arguments)
    log = config.logs / f"{name}.log"
    if await finished(Order(program, env={"PGPASSWORD": keys.postgres[OPS]}), log):
        raise StackProblem(f"{name} không xong: xem lý do trong {log}.")
