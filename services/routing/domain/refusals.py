"""What routing refuses. The sentences stand in `web/messages.toml`."""

from shared.refusals import Forbidden, Refusal


class OutOfTurn(Refusal):
    """The question has moved on: the act is not possible in its present state."""

    code = "out_of_turn"


class AlreadyMoved(Refusal):
    """Somebody else was first; the facts say who did what and when."""

    code = "already_moved"


class DraftChanged(Refusal):
    """A colleague saved the same draft after this page was opened."""

    code = "draft_changed"


class NotHolder(Forbidden):
    """Another department holds the question."""

    code = "not_holder"


class UnknownDepartment(Refusal):
    """The unit has no such department, or it takes no questions of a conference."""

    code = "unknown_department"
    status = 422


class SameHolder(Refusal):
    """The question is already with this department."""

    code = "same_holder"


class NoRedirect(Refusal):
    """Nobody asked to hand this question on."""

    code = "no_redirect"


class EmptyAnswer(Refusal):
    """The answer has no text."""

    code = "empty_answer"
    status = 422


class ReasonNeeded(Refusal):
    """The act needs a reason that others can read."""

    code = "reason_needed"
    status = 422


class WaitsForSuperior(Refusal):
    """Over our authority: the superior's reply must be recorded first."""

    code = "waits_for_superior"


class NotEscalated(Refusal):
    """There is no report to the superior for this question, or its reply is recorded."""

    code = "not_escalated"


class AlreadyEscalated(Refusal):
    """A report to the superior was opened before."""

    code = "already_escalated"


class BadDate(Refusal):
    """A date is missing or lies in the future."""

    code = "bad_date"
    status = 422


class NothingTicked(Refusal):
    """A batch without a single row."""

    code = "nothing_ticked"
    status = 422
