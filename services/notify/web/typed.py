"""Values from addresses and forms, read without trust."""

from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from services.notify.domain.refusals import UnreadableDay, UnreadableNumber
from shared.web.forms import Form

Choice = TypeVar("Choice", bound=StrEnum)


def find_uuid(value: str) -> UUID | None:
    """The id, or none for anything else."""
    try:
        return UUID(value)
    except ValueError:
        return None


def uuids(values: list[str]) -> list[UUID]:
    """The ids among the values, each once, in their order."""
    return list(dict.fromkeys(found for value in values if (found := find_uuid(value))))


def find_choice(kind: type[Choice], value: str) -> Choice | None:
    """The member with this value, or none."""
    return kind(value) if value in {member.value for member in kind} else None


def get_day(form: Form, name: str) -> date:
    """A date as browsers send it. Refuses anything else."""
    try:
        return date.fromisoformat(form[name])
    except ValueError as error:
        raise UnreadableDay() from error


def get_number(form: Form, name: str) -> int:
    """A number of the register; "07" is 7. Refuses anything else."""
    value = form[name]
    if not (value.isdecimal() and value.isascii() and len(value) <= 6):
        raise UnreadableNumber()
    return int(value)


def page_number(value: str) -> int:
    return max(1, int(value)) if value.isdecimal() and value.isascii() and len(value) < 6 else 1
