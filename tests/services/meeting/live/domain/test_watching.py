"""What watchers may see, from any state of the session and any choice of the office."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from services.meeting.domain.refusals import RecordingHoldsErased
from services.meeting.domain.session import Phase, Session
from services.meeting.domain.turn import Turn
from services.meeting.domain.watching import View, choose, house_view, public_view
from shared.contracts.meeting import Watching
from tests.rules import rule

LIVE_OR_PAUSED = (Phase.LIVE, Phase.PAUSED)


@rule("R-024")
@pytest.mark.parametrize("watching", list(Watching), ids=list(Watching))
@pytest.mark.parametrize("phase", list(Phase), ids=list(Phase))
def test_the_public_sees_the_session_alone_and_the_archive_only_by_choice(phase: Phase, watching: Watching):
    view = public_view(replace(Session(), phase=phase, watching=watching))
    assert (view is View.LIVE) == (phase in LIVE_OR_PAUSED and watching is not Watching.OFF)
    assert (view is View.ARCHIVE) == (phase is Phase.CONCLUDED and watching is Watching.ARCHIVE)
    assert (view is View.CLOSED) == (watching is Watching.OFF)


@pytest.mark.parametrize("watching", list(Watching), ids=list(Watching))
def test_an_overflow_room_sees_the_session_whatever_was_chosen_for_the_public(watching: Watching):
    session = replace(Session(), watching=watching)
    views = [house_view(replace(session, phase=phase)) for phase in Phase]
    assert views == [View.WAIT, View.LIVE, View.LIVE, View.OVER]


def test_choosing_what_is_chosen_is_no_event():
    assert choose(Session(), Watching.LIVE) == ()
    assert [event.watching for event in choose(Session(), Watching.OFF)] == [Watching.OFF]  # type: ignore[attr-defined]


def spoke(person_id: UUID, *, put_back: bool = False) -> Turn:
    return Turn(uuid4(), uuid4(), person_id, "", datetime(2027, 1, 1, tzinfo=UTC), "", 180, put_back=put_back)


@rule("R-055")
@pytest.mark.parametrize("put_back", [False, True], ids=["heard", "put back"])
def test_a_recording_that_holds_an_erased_speaker_is_not_shown_again_and_every_other_choice_remains(put_back: bool):
    person = uuid4()
    session = Session(turns=(spoke(uuid4()), spoke(person, put_back=put_back)))
    with pytest.raises(RecordingHoldsErased):
        choose(session, Watching.ARCHIVE, {person})
    assert choose(session, Watching.ARCHIVE, {uuid4()})
    assert choose(session, Watching.OFF, {person}) and choose(session, Watching.LIVE, {person}) == ()
