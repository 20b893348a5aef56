"""Why the session says no. Sentences stand in `web/messages.toml`."""

from shared.refusals import Refusal


class NotOpen(Refusal):
    """The session has not been opened yet."""

    code = "session_not_open"


class NotAnnounced(Refusal):
    """Nobody was told of this conference: its plan is still a draft."""

    code = "session_not_announced"


class AnotherDay(Refusal):
    """Today is not the planned day, and nobody confirmed it. Facts: `planned`, `today`."""

    code = "session_another_day"


class AlreadyOpen(Refusal):
    """Somebody opened it before."""

    code = "session_already_open"


class Paused(Refusal):
    """The session has a break."""

    code = "session_paused"


class Concluded(Refusal):
    """The gavel fell; the record no longer changes."""

    code = "session_concluded"


class TurnOpen(Refusal):
    """Somebody has the floor. Facts: `by`, `person_id`."""

    code = "turn_open"


class NoTurn(Refusal):
    """Nobody has the floor, or the turn meant is over."""

    code = "no_turn"


class AlreadyHeard(Refusal):
    """The entry has had its turn."""

    code = "already_heard"


class AlreadySkipped(Refusal):
    """The entry was called and skipped; recall it first."""

    code = "already_skipped"


class EntryGone(Refusal):
    """The question was withdrawn or is a duplicate."""

    code = "entry_gone"


class AnsweredInWriting(Refusal):
    """A late form: the plan promises a written answer only."""

    code = "answered_in_writing"


class NotPresent(Refusal):
    """The person is not checked in."""

    code = "not_present"


class StepTakesNoQuestions(Refusal):
    """The running step has no questions, and the chair did not allow one. Fact: `step`."""

    code = "step_takes_no_questions"


class UnknownStep(Refusal):
    """The programme has no such step."""

    code = "unknown_step"


class UnknownPoint(Refusal):
    """The conference has no such point."""

    code = "unknown_point"


class StepRunning(Refusal):
    """The step is the running one already."""

    code = "step_running"


class NothingToRecord(Refusal):
    """A hall by itself sends the recorder neither picture nor sound."""

    code = "nothing_to_record"


class NotWaiting(Refusal):
    """Only waiting entries are moved or skipped."""

    code = "not_waiting"


class WalkInsClosed(Refusal):
    """The plan takes no questions in the hall."""

    code = "walk_ins_closed"


class NeedsReason(Refusal):
    """A refusal at the door needs its reason."""

    code = "needs_reason"


class NeedsText(Refusal):
    """A name or a text is missing."""

    code = "needs_text"
    status = 422


class NotHeard(Refusal):
    """Only a heard question gets its outcome by hand."""

    code = "not_heard"


class HallOutcomeOnly(Refusal):
    """Absent and not reached are decided by the gavel alone."""

    code = "hall_outcome_only"
    status = 422


class RecordingHoldsErased(Refusal):
    """The recording of the session still shows a person whose data was deleted: it is not shown to the public."""

    code = "recording_holds_erased"
