"""Values from addresses and forms, read without trust."""

from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from shared.refusals import NotFound

Choice = TypeVar("Choice", bound=StrEnum)


def find_uuid(value: str) -> UUID | None:
    """The id, or none for anything else."""
    try:
        return UUID(value)
    except ValueError:
        return None


def get_uuid(value: str) -> UUID:
    """The id. Refuses anything else as not found."""
    found = find_uuid(value)
    if found is None:
        raise NotFound()
    return found


def find_choice(kind: type[Choice], value: str) -> Choice | None:
    """The member with this value, or none."""
    return kind(value) if value in {member.value for member in kind} else None


def find_day(value: str) -> date | None:
    """A date as browsers send it, or none."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def number(value: str, default: int = 0) -> int:
    """A small whole number, else the default."""
    return int(value) if value.isdecimal() and value.isascii() and len(value) < 6 else default
