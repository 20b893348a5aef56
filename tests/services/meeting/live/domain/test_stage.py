"""The stage follows whoever has the floor, to the point where the person stands, unless the operator chose."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.meeting.domain import door, floor, gavel, stage
from services.meeting.domain import refusals as no
from services.meeting.domain.entries import Standing
from services.meeting.domain.facts_people import PersonRecognised
from services.meeting.domain.line import waiting
from services.meeting.domain.log import fold
from services.meeting.domain.presence import Presence
from services.meeting.domain.session import Phase
from shared.refusals import Refusal
from tests.rules import rule
from tests.services.meeting.live.domain.world import BRANCHES, RULES, World, person, question

KEYS = [point.key for point in BRANCHES.points]


def on_air(world: World) -> str:
    return stage.on_stage(world.state, BRANCHES).key


def test_before_anybody_speaks_the_hall_is_on_stage():
    world = World()
    assert stage.turn_point(world.state, BRANCHES) is None
    assert on_air(world) == "hall"


@rule("R-186", "R-209")
def test_the_stage_follows_the_turn_to_the_speakers_point_and_back():
    world = World()
    an, binh = world.registers("An"), world.registers("Bình")
    world.arrives("An", at="chi-nhanh-1")
    world.arrives("Bình")
    world.opens()
    world.calls(an)
    turn_point = stage.turn_point(world.state, BRANCHES)
    assert turn_point is not None and turn_point.short_name == "Chi nhánh 1"
    assert on_air(world) == "chi-nhanh-1"
    world.ends()
    assert on_air(world) == "hall"
    world.calls(binh)
    assert on_air(world) == "hall"


def test_somebody_who_stands_up_at_a_branch_speaks_from_there():
    world = World()
    world.opens()
    raised = question("Chi")
    events = door.raise_question(
        world.state, BRANCHES, raised, person("Chi"), "", world.now, point=stage.seat_at(BRANCHES, "chi-nhanh-2")
    )
    world.take(events)
    world.calls(raised)
    assert on_air(world) == "chi-nhanh-2"


def test_a_follow_up_leaves_the_person_where_they_stand():
    world = World()
    first = world.registers("An")
    world.arrives("An", at="chi-nhanh-1")
    world.opens()
    more = question("more")
    world.take(door.raise_question(world.state, BRANCHES, more, person("An"), "", world.now, first))
    assert stage.point_of(world.state, BRANCHES, person("An")).key == "chi-nhanh-1"


def test_a_person_who_goes_to_another_point_is_noted_there_and_twice_is_once():
    world = World()
    world.arrives("An", at="chi-nhanh-1")
    assert door.mark(world.state, person("An"), Presence.PRESENT, "", point="chi-nhanh-1") == ()
    assert door.mark(world.state, person("An"), Presence.PRESENT, "") == ()
    world.arrives("An", at="chi-nhanh-2")
    assert world.state.seat(person("An")) == "chi-nhanh-2"
    world.arrives("An", at="")
    assert stage.point_of(world.state, BRANCHES, person("An")).is_hall


def test_another_form_of_the_same_person_stands_at_the_same_point():
    world = World()
    world.arrives("An", at="chi-nhanh-1")
    world.take([PersonRecognised(person("An again"), person("An"))])
    assert stage.point_of(world.state, BRANCHES, person("An again")).key == "chi-nhanh-1"


def test_the_operators_choice_stays_until_it_is_taken_back():
    world = World()
    an = world.registers("An")
    world.arrives("An", at="chi-nhanh-1")
    world.opens()
    world.puts_on_air("chi-nhanh-2")
    world.calls(an)
    assert on_air(world) == "chi-nhanh-2"
    assert stage.choose(world.state, BRANCHES, "chi-nhanh-2") == ()
    world.puts_on_air(None)
    assert on_air(world) == "chi-nhanh-1"
    assert [event.TYPE for event, _ in world.log].count("stage.chosen") == 2


@pytest.mark.parametrize("key", ["nowhere", ""])
def test_a_point_the_conference_does_not_have_is_refused(key: str):
    with pytest.raises(no.UnknownPoint):
        stage.choose(World().state, BRANCHES, key)


def test_a_conference_without_branches_knows_only_its_hall():
    assert not RULES.has_branches
    assert stage.seat_at(RULES, "") == stage.seat_at(RULES, "hall") == ""
    with pytest.raises(no.UnknownPoint):
        stage.seat_at(RULES, "chi-nhanh-1")


def test_after_the_gavel_the_stage_is_closed():
    world = World()
    world.opens()
    world.take(gavel.conclude(world.state))
    with pytest.raises(no.Concluded):
        stage.choose(world.state, BRANCHES, "chi-nhanh-1")


act = st.one_of(
    st.tuples(st.just("arrive"), st.sampled_from("abc"), st.sampled_from(["", *KEYS[1:]])),
    st.tuples(st.just("call"), st.sampled_from("abc")),
    st.tuples(st.just("end")),
    st.tuples(st.just("recall"), st.sampled_from("abc")),
    st.tuples(st.just("stage"), st.sampled_from([None, *KEYS])),
)


def obey(world: World, kind: str, *what: Any) -> None:
    match kind:
        case "arrive":
            world.arrives(what[0], at=what[1])
        case "call" if not world.state.turn and question(what[0]) in {e.question_id for e in waiting(world.state)}:
            world.calls(question(what[0]))
        case "end" if world.state.turn:
            world.ends()
        case "recall" if world.state.entries[question(what[0])].standing is Standing.HEARD:
            world.take(floor.recall(world.state, question(what[0])))
        case "stage":
            world.puts_on_air(what[0])


@given(st.lists(act, max_size=25))
def test_on_any_evening_the_choice_or_the_speakers_own_point_is_on_stage(acts: list[tuple[Any, ...]]):
    world = World()
    for name in "abc":
        world.registers(name)
    world.opens()
    for kind, *what in acts:
        obey(world, kind, *what)
        turn, state = world.state.turn, world.state
        spoken = stage.turn_point(state, BRANCHES)
        assert (spoken is None) == (turn is None)
        wanted = state.stage or (state.seat(turn.person_id) or "hall" if turn else "hall")
        assert on_air(world) == wanted
        assert fold(world.log) == state


def microphones(world: World) -> tuple[str, ...]:
    return stage.open_microphones(world.state, BRANCHES)


@rule("R-186", "R-209")
def test_the_hall_is_heard_from_opening_to_gavel_and_beside_it_the_turn_or_else_the_operators_choice():
    world = World()
    an = world.registers("An")
    world.arrives("An", at="chi-nhanh-1")
    assert microphones(world) == ()
    world.puts_on_air("chi-nhanh-2")
    assert microphones(world) == ("chi-nhanh-2",)
    world.opens()
    assert microphones(world) == ("hall", "chi-nhanh-2")
    world.calls(an)
    assert microphones(world) == ("hall", "chi-nhanh-1")
    world.take(floor.pause(world.state))
    assert microphones(world) == ("hall",)
    world.take(floor.resume(world.state))
    world.ends()
    world.take(floor.pause(world.state))
    assert microphones(world) == ("hall", "chi-nhanh-2")
    world.take(gavel.conclude(world.state))
    assert microphones(world) == ()


CHAIR: dict[str, Callable[[World], object]] = {
    "open": World.opens,
    "pause": lambda world: world.take(floor.pause(world.state)),
    "resume": lambda world: world.take(floor.resume(world.state)),
    "conclude": lambda world: world.take(gavel.conclude(world.state)),
}


@rule("R-186", "R-209")
@given(st.booleans(), st.lists(act | st.tuples(st.sampled_from([*CHAIR])), min_size=12, max_size=30))
def test_in_any_session_one_point_at_most_is_heard_beside_the_hall_and_nobody_unasked(
    is_open: bool, acts: list[tuple[Any, ...]]
):
    world = World()
    for name, point in zip("abc", ["", *KEYS[1:]], strict=True):
        world.registers(name)
        world.arrives(name, at=point)
    for kind, *what in [*[("open",)] * is_open, *acts]:
        with suppress(Refusal):
            CHAIR[kind](world) if kind in CHAIR else obey(world, kind, *what)
        state, heard = world.state, microphones(world)
        spoken = stage.turn_point(state, BRANCHES)
        asked = {spoken.key if spoken else state.stage or "hall"}
        match state.phase:
            case Phase.CONCLUDED:
                assert heard == ()
            case Phase.PREPARED:
                assert heard == ((state.stage,) if state.stage else ())
            case Phase.PAUSED if spoken:
                assert heard == ("hall",)
            case _:
                assert set(heard) == {"hall"} | asked
        assert len(heard) == len(set(heard)) <= 2
