"""Which letters an officer may read: who denounced somebody is known to few. No I/O."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sight:
    """`ordinary`: may issue letters and follow them. `restricted`: may read those to denouncers. Rule: C-27"""

    ordinary: bool
    restricted: bool

    def reads(self, restricted: bool) -> bool:
        """Whether the officer may read such a letter."""
        return self.restricted if restricted else self.ordinary


EVERYTHING = Sight(ordinary=True, restricted=True)  # behind a door that has asked already
