"""The gavel: each accepted question gets its one outcome."""

from uuid import UUID

from services.meeting.domain.entries import Entry, Source, Standing
from services.meeting.domain.facts_entry import EntryConcluded, EntryRegistered, EntryRemoved
from services.meeting.domain.facts_session import SessionConcluded
from services.meeting.domain.log import LogEvent
from services.meeting.domain.presence import Presence
from services.meeting.domain.session import Phase, Session
from services.meeting.domain.turns import must_be_open
from shared.contracts.meeting import Outcome


def conclude(session: Session) -> tuple[LogEvent, ...]:
    """End the session: one outcome for each question that was not withdrawn; a second gavel changes nothing.

    Rule: R-011, R-031, R-033, R-095, R-103, C-12
    """
    if session.phase is Phase.CONCLUDED:
        return ()
    must_be_open(session)
    entries = (entry for entry in session.entries.values() if entry.standing is not Standing.REMOVED)
    return (*(conclusion_of(session, entry) for entry in entries), SessionConcluded())


def conclusion_of(session: Session, entry: Entry) -> EntryConcluded:
    """The outcome an entry gets when the gavel falls now."""
    outcome = outcome_of(session, entry)
    excused = outcome is Outcome.ABSENT and session.presence(entry.person_id) is Presence.EXCUSED
    return EntryConcluded(entry.question_id, outcome, excused)


def outcome_of(session: Session, entry: Entry) -> Outcome:
    """Heard: what the hall decided, else in writing. Late or refused at the door: in writing. Absent; not reached.

    Rule: R-011, R-033, R-057, R-095, C-12, C-26
    """
    if entry.standing in (Standing.HEARD, Standing.SPEAKING):
        return entry.outcome or Outcome.TO_WRITE
    presence = session.presence(entry.person_id)
    if not entry.speaks or presence is Presence.REFUSED:
        return Outcome.TO_WRITE
    if entry.standing is Standing.SKIPPED or presence is not Presence.PRESENT:
        return Outcome.ABSENT
    return Outcome.NOT_REACHED


def register(session: Session, event: EntryRegistered) -> tuple[LogEvent, ...]:
    """A question intake accepted. Known ones change nothing; after the gavel it is owed in writing at once.

    Rule: R-011, R-032
    """
    if event.question_id in session.entries:
        return ()
    if session.phase is Phase.CONCLUDED:
        return (event, EntryConcluded(event.question_id, Outcome.TO_WRITE))
    return (event,)


def remove(session: Session, question_id: UUID) -> tuple[LogEvent, ...]:
    """A question was withdrawn or is a duplicate. One that has the floor or was heard keeps its outcome."""
    entry = session.entries.get(question_id)
    if entry is None or entry.standing in (Standing.REMOVED, Standing.SPEAKING, Standing.HEARD):
        return ()
    return () if question_id in session.outcomes else (EntryRemoved(question_id),)


def counts(session: Session) -> dict[str, int]:
    """Figures of a session: each is a count over the log."""
    entries = [entry for entry in session.entries.values() if entry.standing is not Standing.REMOVED]
    marks = [mark.presence for mark in session.marks.values()]
    return {
        "questions": len(entries),
        "walk_ins": sum(entry.source is Source.WALK_IN for entry in entries),
        "turns": sum(not turn.put_back for turn in session.turns),
        **{f"people_{presence.value}": marks.count(presence) for presence in Presence},
        **{f"outcome_{o.value}": list(session.outcomes.values()).count(o) for o in Outcome},
    }


def decided(session: Session) -> dict[UUID, Outcome]:
    """Question → outcome: final after the gavel, the present forecast before it."""
    if session.phase is Phase.CONCLUDED:
        return dict(session.outcomes)
    entries = (entry for entry in session.entries.values() if entry.standing is not Standing.REMOVED)
    return {entry.question_id: outcome_of(session, entry) for entry in entries}
