"""Who did something, as the history and the facts name them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """An officer, the citizen, or the software itself."""

    id: str
    name: str


CITIZEN = Actor("citizen", "Người gửi")
SYSTEM = Actor("system", "Phần mềm")
