"""What the door may note, and questions that are raised in the hall."""

from datetime import datetime
from uuid import UUID

from services.meeting.domain import refusals as no
from services.meeting.domain.agenda import HallRules
from services.meeting.domain.entries import Source
from services.meeting.domain.facts_entry import EntryMoved, EntryRegistered
from services.meeting.domain.facts_people import PresenceCleared, PresenceMarked
from services.meeting.domain.log import LogEvent
from services.meeting.domain.presence import Presence, RefusalReason
from services.meeting.domain.session import Session
from services.meeting.domain.turns import find_entry, must_not_be_concluded
from shared.contracts.intake import AnswerPath


def mark(
    session: Session,
    person_id: UUID,
    presence: Presence,
    area: str,
    reason: RefusalReason | None = None,
    *,
    is_guest: bool = False,
    point: str | None = None,
) -> tuple[LogEvent, ...]:
    """Note a person as present, excused, absent or refused; the same note twice is one, by whichever form.

    `point` is a branch, or empty for the hall; without one a person stays where the door met them.

    Refuses: a refusal without its reason, and anything after the gavel.
    Rule: R-057, C-12, C-26
    """
    must_not_be_concluded(session)
    if presence is Presence.REFUSED and reason is None:
        raise no.NeedsReason()
    seat = session.seat(person_id) if point is None else point
    is_same = session.presence(person_id) is presence and session.seat(person_id) == seat
    if is_same and presence is not Presence.REFUSED:
        return ()
    return (PresenceMarked(session.one(person_id), presence, area, reason, is_guest, seat),)


def clear(session: Session, person_id: UUID) -> tuple[LogEvent, ...]:
    """Take the newest note back."""
    must_not_be_concluded(session)
    one = session.one(person_id)
    return (PresenceCleared(one),) if one in session.marks else ()


def raise_question(
    session: Session,
    rules: HallRules,
    question_id: UUID,
    person_id: UUID,
    area: str,
    now: datetime,
    follow_up_of: UUID | None = None,
    point: str | None = None,
) -> tuple[LogEvent, ...]:
    """A question put in the hall joins the same line; a follow-up stands on top, linked to the question it follows.

    Rule: R-033, R-053, R-096, C-13
    """
    must_not_be_concluded(session)
    if not rules.walk_in:
        raise no.WalkInsClosed()
    if follow_up_of:
        find_entry(session, follow_up_of)
    arrived = mark(session, person_id, Presence.PRESENT, area, point=point)
    entry = EntryRegistered(question_id, person_id, Source.WALK_IN, area, AnswerPath.AT_CONFERENCE, now, follow_up_of)
    on_top = (EntryMoved(question_id, None),) if follow_up_of else ()
    return (*arrived, entry, *on_top)
