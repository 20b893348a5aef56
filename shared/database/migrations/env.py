"""Alembic's entry: runs one chain on the connection it is given."""

from typing import Any

from alembic import context
from sqlalchemy import text

config = context.config
target = config.attributes["target_metadata"]


def _is_ours(obj: Any, name: str | None, kind: str, reflected: bool, _compare_to: Any) -> bool:
    """Leave the tables of the other chain alone when comparing."""
    table = name if kind == "table" else obj.table.name
    return table in target.tables or not reflected


def run() -> None:
    connection = config.attributes["connection"]
    connection.execute(text("set lock_timeout = '5s'"))
    context.configure(
        connection=connection,
        target_metadata=target,
        version_table=config.attributes["version_table"],
        include_object=_is_ours,
        compare_server_default=False,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
