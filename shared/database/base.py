"""The mapping conventions all rooms share."""

import enum
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, DateTime, Enum, MetaData, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

# Enum members are stored by value as text, so that adding one is no migration.
TEXT_ENUM = Enum(enum.StrEnum, native_enum=False, length=40, values_callable=lambda e: [m.value for m in e])

TYPES: dict[Any, Any] = {
    str: Text(),
    datetime: DateTime(timezone=True),
    date: Date(),
    UUID: Uuid(),
    dict[str, Any]: JSONB(),
    list[Any]: JSONB(),
    list[str]: JSONB(),
    list[dict[str, Any]]: JSONB(),
    enum.StrEnum: TEXT_ENUM,
}


class Base(DeclarativeBase):
    """Subclass once a room (`class IntakeBase(Base): metadata = new_metadata()`).

    Tables carry no schema name: each role's `search_path` is its own schema.
    """

    __abstract__ = True
    type_annotation_map = TYPES


def new_metadata() -> MetaData:
    """Metadata with the shared constraint names."""
    return MetaData(naming_convention=NAMING)
