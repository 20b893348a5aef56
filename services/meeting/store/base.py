"""The base of all of meeting's rows."""

from shared.database.base import Base as SharedBase
from shared.database.base import new_metadata


class Base(SharedBase):
    """Meeting's own metadata."""

    __abstract__ = True
    metadata = new_metadata()
