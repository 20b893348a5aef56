"""Who did something: the id goes into facts, the name into the history officers read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """An officer, the citizen, or the software itself."""

    id: str
    name: str


CITIZEN = Actor("citizen", "Người gửi")
SYSTEM = Actor("system", "Phần mềm")
