"""Why planning says no. Sentences stand in `web/messages.toml`."""

from shared.refusals import Refusal


class UnitUnknown(Refusal):
    """The unit's profile has not arrived from routing yet."""

    code = "plan_unit_unknown"


class PlanIncomplete(Refusal):
    """Day, time, venue or chair is missing or unreadable. Fact: `what`."""

    code = "plan_incomplete"
    status = 422


class PlanInPast(Refusal):
    """The conference would begin before now."""

    code = "plan_in_past"


class AlreadyAnnounced(Refusal):
    """The plan is frozen; only day, venue and mode change, with a reason."""

    code = "plan_already_announced"


class NotAnnounced(Refusal):
    """Only an announced conference is amended."""

    code = "plan_not_announced"


class SessionBegun(Refusal):
    """The session has begun; its plan no longer changes."""

    code = "plan_session_begun"


class NeedsAmendReason(Refusal):
    """An amendment names its reason and who decided it (C-14)."""

    code = "plan_needs_amend_reason"
    status = 422


class NothingAmended(Refusal):
    """Day, venue and mode are as they were."""

    code = "plan_nothing_amended"


class CalendarDayUnreadable(Refusal):
    """A day of the calendar lacks its date, kind, name or source."""

    code = "calendar_day_unreadable"
    status = 422
