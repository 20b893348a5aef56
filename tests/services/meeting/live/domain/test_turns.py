"""The floor: one at a time, with a clock."""

from datetime import timedelta

import pytest

from services.meeting.domain import floor, refusals, turns
from services.meeting.domain.entries import Standing
from services.meeting.domain.facts_turn import TurnCalled
from shared.contracts.meeting import Outcome
from tests.rules import rule
from tests.services.meeting.live.domain.world import RULES, SPACE, START, World, person, question


def hall(*names: str) -> World:
    world = World()
    for name in names:
        world.registers(name, area=name)
        world.arrives(name)
    world.opens()
    return world


def test_the_second_call_is_refused_and_says_who_called_whom():
    world = hall("a", "b")
    world.calls(question("a"), by="Ông Bình")
    with pytest.raises(refusals.TurnOpen) as refused:
        turns.call(world.state, RULES, question("b"), SPACE)
    assert refused.value.facts == {"by": "Ông Bình", "person_id": person("a")}


@rule("R-101", "R-102")
def test_questions_are_called_only_where_the_programme_takes_them_unless_the_chair_allows():
    world = hall("a")
    world.take(floor.begin_step(world.state, RULES, "conclusion"))
    with pytest.raises(refusals.StepTakesNoQuestions):
        turns.call(world.state, RULES, question("a"), SPACE)
    (event,) = turns.call(world.state, RULES, question("a"), SPACE, chair_allows=True)
    assert isinstance(event, TurnCalled) and event.out_of_step


def test_an_override_of_the_proposal_is_in_the_log():
    world = hall("a", "b")
    (event,) = turns.call(world.state, RULES, question("b"), SPACE)
    assert isinstance(event, TurnCalled) and event.overrides and event.proposed == question("a")


def test_a_person_who_is_not_checked_in_is_not_called():
    world = hall("a")
    world.registers("absent")
    with pytest.raises(refusals.NotPresent):
        turns.call(world.state, RULES, question("absent"), SPACE)


@rule("R-034", "R-097")
def test_a_turn_ends_with_what_the_hall_did_and_it_can_be_corrected():
    world = hall("a")
    world.calls(question("a"))
    world.ends(Outcome.ANSWERED_IN_HALL)
    world.take(turns.decide(world.state, question("a"), Outcome.OVER_AUTHORITY))
    assert world.state.entries[question("a")].outcome is Outcome.OVER_AUTHORITY


@rule("R-102")
def test_a_turn_may_end_before_its_answer_which_comes_in_a_later_step():
    world = hall("a")
    world.calls(question("a"))
    world.ends()
    assert world.state.entries[question("a")].standing is Standing.HEARD
    world.take(turns.decide(world.state, question("a"), Outcome.TO_WRITE))
    assert world.state.entries[question("a")].outcome is Outcome.TO_WRITE


def test_absent_and_not_reached_are_never_chosen_by_hand():
    world = hall("a")
    turn = world.calls(question("a"))
    with pytest.raises(refusals.HallOutcomeOnly):
        turns.end(world.state, turn, Outcome.ABSENT)


def test_the_clock_grows_by_extensions_and_stands_in_a_break():
    world = hall("a")
    turn = world.calls(question("a"))
    called_at = world.now
    world.take(turns.extend(world.state, turn, RULES.extension_s))
    world.take(floor.pause(world.state), after_s=10)
    world.take(floor.resume(world.state), after_s=300)
    assert world.state.turn
    assert world.state.turn.ends_at() == called_at + timedelta(seconds=180 + 60 + 300)


def test_a_turn_that_is_over_cannot_be_ended_again():
    world = hall("a")
    turn = world.calls(question("a"))
    world.ends(Outcome.GUIDED)
    with pytest.raises(refusals.NoTurn):
        turns.end(world.state, turn, Outcome.TO_WRITE)


def test_skipping_the_speaker_frees_the_floor_and_recalling_brings_the_entry_back():
    world = hall("a")
    world.calls(question("a"))
    world.take(floor.skip(world.state, question("a")))
    assert world.state.turn is None and world.state.entries[question("a")].standing is Standing.SKIPPED
    world.take(floor.recall(world.state, question("a")))
    world.calls(question("a"))
    assert world.state.turn


def test_nothing_is_called_before_the_opening_nor_in_a_break():
    world = World()
    world.registers("a")
    world.arrives("a")
    with pytest.raises(refusals.NotOpen):
        turns.call(world.state, RULES, question("a"), SPACE)
    world.opens()
    world.take(floor.pause(world.state))
    with pytest.raises(refusals.Paused):
        turns.call(world.state, RULES, question("a"), SPACE)
    assert world.now > START
