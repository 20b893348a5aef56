"""One person who handed in several forms is one person at the door."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from services.meeting.domain.facts_people import PersonRecognised, PresenceCleared
from services.meeting.domain.log import LogEvent
from services.meeting.domain.session import Phase, Session


def recognise(session: Session, groups: Iterable[Sequence[UUID]]) -> tuple[LogEvent, ...]:
    """Let each group of ids stand for one person, and let one note of the door stand for the group.

    Somebody noted under two ids before we knew keeps the newest note; the older ones are taken back in the log,
    so that every count over notes counts people. After the gavel no note is taken back.
    Rule: R-042, R-110
    """
    return tuple(event for ids in groups for event in _recognised(session, ids))


def _recognised(session: Session, ids: Sequence[UUID]) -> list[LogEvent]:
    noted = sorted((id_ for id_ in ids if id_ in session.marks), key=lambda id_: session.marks[id_].at)
    if len(noted) > 1 and session.phase is Phase.CONCLUDED:
        return []
    known = session.one(ids[0])
    one = noted[-1] if noted else known if known in ids else ids[0]
    older = [PresenceCleared(id_) for id_ in noted[:-1]]
    return [*older, *(PersonRecognised(id_, one) for id_ in ids if session.one(id_) != one)]
