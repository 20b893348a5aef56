"""Why films and recordings say no. Sentences stand in `web/messages.toml`."""

from shared.refusals import Refusal


class ClipCutAnew(Refusal):
    """The film was cut again since the page was opened: a person sees it before deciding."""

    code = "clip_cut_anew"


class NameNotAllowed(Refusal):
    """The speaker may not be named. Fact: `why`."""

    code = "clip_name_not_allowed"


class NothingChosen(Refusal):
    """No film was ticked, or no decision chosen."""

    code = "clip_nothing_chosen"
    status = 422


class StillRecording(Refusal):
    """A running recording is stopped before it is deleted."""

    code = "recording_running"


class NotConfirmed(Refusal):
    """The word that confirms the deletion was not typed. Fact: `word`."""

    code = "recording_not_confirmed"
    status = 422


class NeedsHoldReason(Refusal):
    """Who keeps a recording longer says why."""

    code = "recording_needs_reason"
    status = 422
