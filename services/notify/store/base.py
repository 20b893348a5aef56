"""The metadata of notify's tables."""

from shared.database.base import Base as SharedBase
from shared.database.base import new_metadata


class Base(SharedBase):
    """All of notify's rows."""

    __abstract__ = True
    metadata = new_metadata()
