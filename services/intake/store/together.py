"""Rows of several tables in one statement: the form is the door everybody comes through on the last evening."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Insert, Table, bindparam, insert
from sqlalchemy.ext.asyncio import AsyncConnection

Shape = tuple[Table, tuple[str, ...]]


async def insert_together(connection: AsyncConnection, rows: Sequence[tuple[Table, Mapping[str, Any]]]) -> None:
    """Insert the rows, each into its table. PostgreSQL checks foreign keys among them when the statement ends."""
    statement = _statement(tuple((table, tuple(row)) for table, row in rows))
    values = {_name(number, key): row[key] for number, (_, row) in enumerate(rows) for key in row}
    await connection.execute(statement, values)


@lru_cache(maxsize=16)
def _statement(shapes: tuple[Shape, ...]) -> Insert:
    """Made once for each number of rows. An insert of many rows would be compiled anew each time (bench)."""
    *others, last = (_insert(number, table, keys) for number, (table, keys) in enumerate(shapes))
    return last.add_cte(*(one.cte(f"row_{number}") for number, one in enumerate(others)))


def _insert(number: int, table: Table, keys: tuple[str, ...]) -> Insert:
    return insert(table).values({key: bindparam(_name(number, key)) for key in keys})


def _name(number: int, key: str) -> str:
    return f"{key}_{number}"
