"""Migrations: one chain for the shared tables and one for each room, all inside the room's own schema.

`python -m shared.database.migrate <room|shared> "<message>"` writes the next migration from the difference
between the tables in code and the database of `DT_DATABASE_URL`.
"""

import asyncio
import os
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, MetaData, pool
from sqlalchemy.ext.asyncio import create_async_engine

HERE = Path(__file__).parent / "migrations"
ONE_AT_A_TIME = asyncio.Lock()  # Alembic keeps its running context in one global
SHARED = "shared"


class Chain(NamedTuple):
    """One line of migrations: where the files stand, where its version is kept, what it should lead to."""

    folder: Path
    version_table: str
    target: MetaData


def chain_of(room: str) -> Chain:
    """The chain of a room, or of the tables all rooms share."""
    if room == SHARED:
        tables = import_module("shared.messaging.tables")
        return Chain(HERE / "versions", "alembic_version_shared", tables.metadata)
    tables = import_module(f"services.{room}.store.tables")
    folder = Path(tables.__file__ or "").parent / "migrations"
    return Chain(folder, "alembic_version", tables.Base.metadata)


async def upgrade(room: str, url: str) -> None:
    """Bring a room's schema to the newest version; `url` is the room's own role. `SHARED`: the shared tables alone."""
    for name in dict.fromkeys((SHARED, room)):
        await _run(url, partial(_upgrade, chain_of(name)))


async def check(room: str, url: str) -> None:
    """Raise when the tables in code and the migrations differ."""
    for name in dict.fromkeys((SHARED, room)):
        await _run(url, partial(_check, chain_of(name)))


async def new_revision(room: str, url: str, message: str) -> None:
    """Write the next migration of a chain from the difference between code and database."""
    chain = chain_of(room)
    number = len(list(chain.folder.glob("[0-9]*.py"))) + 1

    def write(connection: Connection) -> None:
        command.revision(
            _config(connection, chain),
            message,
            autogenerate=True,
            rev_id=f"{number:04d}",
            version_path=str(chain.folder),
        )

    await _run(url, write)


def _upgrade(chain: Chain, connection: Connection) -> None:
    command.upgrade(_config(connection, chain), "head")
    connection.commit()


def _check(chain: Chain, connection: Connection) -> None:
    command.check(_config(connection, chain))


def _config(connection: Connection, chain: Chain) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("version_locations", str(chain.folder))
    config.set_main_option("path_separator", "newline")
    config.attributes.update(connection=connection, version_table=chain.version_table, target_metadata=chain.target)
    return config


async def _run(url: str, work: Callable[[Connection], object]) -> None:
    engine = create_async_engine(url, poolclass=pool.NullPool)
    async with ONE_AT_A_TIME, engine.connect() as connection:
        await connection.run_sync(work)
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(new_revision(sys.argv[1], os.environ["DT_DATABASE_URL"], sys.argv[2]))
