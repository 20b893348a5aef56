"""Watching from home: open while the session runs, unless the office says otherwise."""

from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from services.meeting.domain import refusals as no
from services.meeting.domain.facts_session import WatchingChosen
from services.meeting.domain.log import LogEvent
from services.meeting.domain.session import Phase, Session
from shared.contracts.meeting import Watching


class View(StrEnum):
    """What a watcher is shown now."""

    WAIT = "wait"
    LIVE = "live"
    ARCHIVE = "archive"
    OVER = "over"
    CLOSED = "closed"  # the office does not show this conference


def public_view(session: Session) -> View:
    """What everybody may see. Trials before the opening are nobody's business; afterwards only what was published."""
    if session.watching is Watching.OFF:
        return View.CLOSED
    if session.phase is Phase.CONCLUDED and session.watching is Watching.ARCHIVE:
        return View.ARCHIVE
    return house_view(session)


def house_view(session: Session) -> View:
    """What an overflow room of the house sees, whatever was decided for the public."""
    if session.phase is Phase.CONCLUDED:
        return View.OVER
    return View.LIVE if session.is_open else View.WAIT


def speakers(session: Session) -> set[UUID]:
    """Whom the recording of the session shows with a turn, also one that was put back."""
    return {turn.person_id for turn in session.turns}


def choose(session: Session, watching: Watching, erased: Collection[UUID] = ()) -> tuple[LogEvent, ...]:
    """Before, during and after the session; nothing when it is so already.

    Refuses to show the whole recording again once one of its speakers is among the `erased`. Rule: R-055
    """
    if watching is Watching.ARCHIVE and not speakers(session).isdisjoint(erased):
        raise no.RecordingHoldsErased()
    return () if session.watching is watching else (WatchingChosen(watching),)
