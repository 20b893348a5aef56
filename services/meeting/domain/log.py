"""The log: everything that happened, in order. Every screen is a fold of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Protocol

from services.meeting.domain.session import Session


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who did it, and when."""

    at: datetime
    actor: str = "system"
    actor_name: str = ""


class LogEvent(Protocol):
    """A fact of the session. `TYPE` is its name in the log: `noun.verb_past`."""

    TYPE: ClassVar[str]

    def apply(self, session: Session, stamp: Stamp) -> Session: ...


def step(session: Session, event: LogEvent, stamp: Stamp) -> Session:
    """The session after one more event."""
    return replace(event.apply(session, stamp), seq=session.seq + 1)


def fold(events: Iterable[tuple[LogEvent, Stamp]], start: Session | None = None) -> Session:
    """The session a log describes."""
    session = start or Session()
    for event, stamp in events:
        session = step(session, event, stamp)
    return session
