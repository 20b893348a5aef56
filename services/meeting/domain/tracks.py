"""Each point recorded by itself, beside the stage, when somebody wants it. Pure."""

from uuid import UUID, uuid5

from services.meeting.domain import refusals as no
from services.meeting.domain.agenda import HallRules
from services.meeting.domain.facts_session import TracksSwitched
from services.meeting.domain.log import LogEvent
from services.meeting.domain.session import Session
from services.meeting.domain.turns import must_not_be_concluded


def track_of(conference_id: UUID, point: str) -> UUID:
    """The id of a point's own recording."""
    return uuid5(conference_id, point)


def switch_tracks(session: Session, rules: HallRules, *, are_wanted: bool) -> tuple[LogEvent, ...]:
    """Record each point by itself too, or no longer, before or during the session; nothing when it is so already.

    Refuses: after the gavel, and a hall without branch points. Rule: R-209
    """
    must_not_be_concluded(session)
    if not rules.has_branches:
        raise no.NothingToRecord()
    return () if session.tracks == are_wanted else (TracksSwitched(are_wanted),)


def wanted_tracks(session: Session, rules: HallRules, *, is_recorded: bool) -> tuple[str, ...]:
    """The points to be recorded by themselves now: all of them, as long as the session itself is recorded."""
    return tuple(sorted(point.key for point in rules.points)) if session.tracks and is_recorded else ()
