"""The mapping base of intake's own rows."""

from typing import cast

from sqlalchemy import Table

from shared.database.base import Base as SharedBase
from shared.database.base import new_metadata


class Base(SharedBase):
    """All of intake's rows."""

    __abstract__ = True
    metadata = new_metadata()

    @classmethod
    def core(cls) -> Table:
        """The bare table: inserts through it skip the unit of work."""
        return cast(Table, cls.__table__)
