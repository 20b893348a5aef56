"""Why minutes and results say no. Sentences stand in `web/messages.toml`."""

from shared.refusals import Refusal


class MinutesFinal(Refusal):
    """The minutes are signed off; they are reopened first."""

    code = "minutes_final"


class MinutesNotFinal(Refusal):
    """They are open already."""

    code = "minutes_not_final"


class MinutesIncomplete(Refusal):
    """Something the minutes must tell is missing. Fact: `what`."""

    code = "minutes_incomplete"


class PassageGone(Refusal):
    """The log no longer has this passage."""

    code = "passage_gone"


class DirectionIncomplete(Refusal):
    """A direction names the work and the unit."""

    code = "direction_incomplete"
    status = 422


class NothingReviewed(Refusal):
    """Only reviewed questions are published, and none is."""

    code = "nothing_reviewed"


class ResultItemIncomplete(Refusal):
    """A reviewed question has a question and an answer to show."""

    code = "result_item_incomplete"
    status = 422


class SessionNotConcluded(Refusal):
    """The result is published after the gavel."""

    code = "session_not_concluded"
