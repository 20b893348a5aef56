"""One turn to speak, with its clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shared.contracts.meeting import Outcome


@dataclass(frozen=True, slots=True)
class Turn:
    """`held_s` is time the session was paused while the turn was open. `put_back` turns do not count as heard."""

    turn_id: UUID
    question_id: UUID
    person_id: UUID
    area: str
    called_at: datetime
    called_by: str
    allowance_s: int
    extended_s: int = 0
    held_s: int = 0
    ended_at: datetime | None = None
    outcome: Outcome | None = None
    put_back: bool = False

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    def ends_at(self) -> datetime:
        """When the time is up, as far as pauses are known."""
        return self.called_at + timedelta(seconds=self.allowance_s + self.extended_s + self.held_s)
