"""Events at the door."""

from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from services.meeting.domain.log import Stamp
from services.meeting.domain.presence import Mark, Presence, RefusalReason
from services.meeting.domain.session import Session


@dataclass(frozen=True, slots=True)
class PresenceMarked:
    """The door noted a person: present, excused, absent or not let in."""

    TYPE: ClassVar[str] = "presence.marked"
    person_id: UUID
    presence: Presence
    area: str = ""
    reason: RefusalReason | None = None
    is_guest: bool = False
    point: str = ""

    def apply(self, session: Session, stamp: Stamp) -> Session:
        mark = Mark(self.presence, stamp.at, self.area, self.reason, self.is_guest, self.point)
        return replace(session, marks={**session.marks, self.person_id: mark})


@dataclass(frozen=True, slots=True)
class PersonRecognised:
    """The sender of a form is the person the door knows as `same_as`; their own id again: somebody else after all."""

    TYPE: ClassVar[str] = "person.recognised"
    person_id: UUID
    same_as: UUID

    def apply(self, session: Session, stamp: Stamp) -> Session:
        others = {id_: one for id_, one in session.same.items() if id_ != self.person_id}
        own = {} if self.same_as == self.person_id else {self.person_id: self.same_as}
        return replace(session, same=others | own)


@dataclass(frozen=True, slots=True)
class PresenceCleared:
    """The note was a mistake."""

    TYPE: ClassVar[str] = "presence.cleared"
    person_id: UUID

    def apply(self, session: Session, stamp: Stamp) -> Session:
        return replace(session, marks={id_: mark for id_, mark in session.marks.items() if id_ != self.person_id})
