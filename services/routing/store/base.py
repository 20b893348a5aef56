"""Where all of routing's tables are registered."""

from shared.database.base import Base as SharedBase
from shared.database.base import new_metadata


class Base(SharedBase):
    """All of routing's rows."""

    __abstract__ = True
    metadata = new_metadata()
