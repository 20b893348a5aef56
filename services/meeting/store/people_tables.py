"""The roll: who is expected, and guests."""

from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.meeting.store.base import Base


class Person(Base):
    """One person of a conference. `public_name` is what the hall screen and public pages may show: the name where
    the person `publishes_name`, else the `initial_name`.

    `sort_key` orders by name; `folded` holds name, area and code for the search at the door (`shared.vietnamese`).
    """

    __tablename__ = "people"
    conference_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    registration_id: Mapped[UUID | None]
    code: Mapped[str]
    display_name: Mapped[str]
    public_name: Mapped[str]
    publishes_name: Mapped[bool] = mapped_column(default=False)
    initial_name: Mapped[str] = mapped_column(default="")
    area: Mapped[str]
    attends: Mapped[bool] = mapped_column(default=True)
    is_guest: Mapped[bool] = mapped_column(default=False)
    sort_key: Mapped[str]
    folded: Mapped[str]
    __table_args__ = (Index("ix_people_sort", "conference_id", "sort_key"), Index("ix_people_person_id", "person_id"))
