"""What the operator may do with the session: open, steps, breaks, notices, entries of the line."""

from uuid import UUID

from services.meeting.domain import refusals as no
from services.meeting.domain.agenda import HallRules
from services.meeting.domain.entries import Standing
from services.meeting.domain.facts_entry import EntryMoved, EntryRecalled, EntrySkipped
from services.meeting.domain.facts_session import (
    IncidentNoted,
    ProgrammeAdopted,
    RecordingNoticeSet,
    RecordingSwitched,
    SecretaryAppointed,
    SessionOpened,
    SessionPaused,
    SessionResumed,
    StepBegun,
)
from services.meeting.domain.log import LogEvent
from services.meeting.domain.session import Phase, Recording, Session
from services.meeting.domain.turns import find_entry, must_be_open, must_not_be_concluded, must_run


def open_session(session: Session, rules: HallRules) -> tuple[LogEvent, ...]:
    """Open the conference, begin the first step of the programme and, where the plan says so, the recording.

    Rule: R-098, R-209
    """
    must_not_be_concluded(session)
    if session.phase is not Phase.PREPARED:
        raise no.AlreadyOpen()
    first = tuple(StepBegun(step.key) for step in rules.steps[:1])
    recording = (RecordingSwitched(Recording.ON),) if rules.is_recorded else ()
    return (SessionOpened(), *first, *recording)


def begin_step(session: Session, rules: HallRules, key: str) -> tuple[LogEvent, ...]:
    """Begin a step, also an earlier one again. An open turn goes on.

    Rule: R-098, R-099, R-100, R-101, R-102, R-103
    """
    must_run(session)
    if rules.step(key) is None:
        raise no.UnknownStep()
    if session.step_key == key:
        raise no.StepRunning()
    return (StepBegun(key),)


def adopt_programme(session: Session) -> tuple[LogEvent, ...]:
    """The hall adopts the programme, once.

    Rule: R-098
    """
    must_be_open(session)
    return () if session.programme_adopted_at else (ProgrammeAdopted(),)


def appoint_secretary(session: Session, name: str) -> tuple[LogEvent, ...]:
    """Name who keeps the minutes; a later name replaces the first.

    Rule: R-098
    """
    must_be_open(session)
    if not name:
        raise no.NeedsText()
    return () if session.secretary == name else (SecretaryAppointed(name),)


def pause(session: Session) -> tuple[LogEvent, ...]:
    must_run(session)
    return (SessionPaused(),)


def resume(session: Session) -> tuple[LogEvent, ...]:
    must_be_open(session)
    return (SessionResumed(),) if session.phase is Phase.PAUSED else ()


def show_recording_notice(session: Session, shown: bool) -> tuple[LogEvent, ...]:
    must_not_be_concluded(session)
    return () if session.recording_notice == shown else (RecordingNoticeSet(shown),)


def note_incident(session: Session, text: str) -> tuple[LogEvent, ...]:
    """Note conduct the minutes must know of; the words stand beside the log.

    Rule: R-052
    """
    must_be_open(session)
    if not text:
        raise no.NeedsText()
    return (IncidentNoted(),)


def move(session: Session, question_id: UUID, after: UUID | None) -> tuple[LogEvent, ...]:
    """Put an entry right after another, or on top when `after` is none; nothing else moves.

    Rule: C-13
    """
    must_not_be_concluded(session)
    if find_entry(session, question_id).standing is not Standing.WAITING or question_id == after:
        raise no.NotWaiting()
    if after:
        find_entry(session, after)
    return (EntryMoved(question_id, after),)


def skip(session: Session, question_id: UUID) -> tuple[LogEvent, ...]:
    """The person does not answer the call; the entry waits aside until recalled."""
    must_be_open(session)
    entry = find_entry(session, question_id)
    if entry.standing not in (Standing.WAITING, Standing.SPEAKING):
        raise no.NotWaiting()
    return (EntrySkipped(question_id),)


def recall(session: Session, question_id: UUID) -> tuple[LogEvent, ...]:
    """A skipped or heard entry waits again."""
    must_be_open(session)
    entry = find_entry(session, question_id)
    if entry.standing is Standing.WAITING:
        return ()
    if entry.standing not in (Standing.SKIPPED, Standing.HEARD):
        raise no.NotWaiting()
    return (EntryRecalled(question_id),)
