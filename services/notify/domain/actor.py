"""Who did something: the id goes into facts, the name into the history officers read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """An officer, or the software itself."""

    id: str
    name: str


SYSTEM = Actor("system", "Phần mềm")
