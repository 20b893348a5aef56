"""The units this deployment serves, as routing last told."""

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from services.meeting.store.base import Base


class Unit(Base):
    """The newest copy of a unit's profile."""

    __tablename__ = "units"
    unit_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    profile: Mapped[dict[str, Any]]
    departments: Mapped[list[dict[str, Any]]]
