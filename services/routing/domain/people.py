"""Who answers to the law for a department's answers: its head, by name. Rule: R-006, R-012, R-066"""

from collections.abc import Sequence
from dataclasses import dataclass

HEAD_TITLES = (
    "trưởng phòng",
    "chánh văn phòng",
    "giám đốc",
    "chỉ huy trưởng",
    "trưởng công an",
    "trưởng",
    "đội trưởng",
)


@dataclass(frozen=True, slots=True)
class Person:
    """An officer of a department."""

    name: str
    title: str


def head_of(officers: Sequence[Person], department: str) -> str:
    """The head by title, else the only officer there is, else 'Người đứng đầu …'."""
    heads = [person for person in officers if person.title.lower().startswith(HEAD_TITLES)]
    known = heads or (list(officers) if len(officers) == 1 else [])
    if not known:
        return f"Người đứng đầu {department}"
    return f"{known[0].name}, {known[0].title}" if known[0].title else known[0].name
