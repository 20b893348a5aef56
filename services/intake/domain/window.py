"""When a form may come in, and whether it came in time. Everything is computed from the announced plan."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shared.contracts.intake import AnswerPath


class Phase(StrEnum):
    """What a person who wants to take part can do now."""

    NOT_OPEN = "not_open"
    OPEN = "open"
    LATE = "late"  # registration closed, the session has not begun
    IN_SESSION = "in_session"
    CONCLUDED = "concluded"


@dataclass(frozen=True, slots=True)
class Window:
    """The instants of one conference, UTC. `closes_at` is the first instant that is late."""

    opens_at: datetime
    closes_at: datetime
    opened_at: datetime | None = None
    concluded_at: datetime | None = None

    def phase(self, now: datetime) -> Phase:
        """The session's own facts win over the calendar: a session that was opened is in session."""
        if self.concluded_at:
            return Phase.CONCLUDED
        if self.opened_at:
            return Phase.IN_SESSION
        if now < self.opens_at:
            return Phase.NOT_OPEN
        return Phase.LATE if is_late(now, self.closes_at) else Phase.OPEN


def is_late(received_at: datetime, closes_at: datetime) -> bool:
    """A form is late from `closes_at` on, by its legal time of receipt: what the server saw for electronic forms,
    what the receiving officer recorded for paper, counter and telephone. When it was keyed in does not matter.

    Rule: C-05, R-031, R-089, R-094
    """
    return received_at >= closes_at


def path_for(*, late: bool) -> AnswerPath:
    """In time: answered at the conference. Late: kept and answered in writing. Rule: R-032, C-11"""
    return AnswerPath.IN_WRITING if late else AnswerPath.AT_CONFERENCE
