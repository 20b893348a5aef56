"""The programme, breaks, incidents; the door."""

import pytest

from services.meeting.domain import door, floor, refusals
from services.meeting.domain.agenda import hall_rules
from services.meeting.domain.presence import Presence, RefusalReason
from shared.profiles import load_profile
from tests.rules import rule
from tests.services.meeting.live.domain.world import RULES, World, person, question


@rule("R-098", "R-099", "R-100", "R-101", "R-102", "R-103")
def test_the_programme_of_phu_xuyen_has_six_steps_and_two_take_questions():
    rules = hall_rules(load_profile("phu-xuyen"))
    assert len(rules.steps) == 6
    assert [step.takes_questions for step in rules.steps] == [False, False, False, True, True, False]


@rule("R-098")
def test_opening_begins_step_one_which_adopts_the_programme_and_appoints_the_secretary():
    world = World()
    world.take(floor.open_session(world.state, RULES))
    world.take(floor.adopt_programme(world.state))
    world.take(floor.appoint_secretary(world.state, "Trần Thị Lan"))
    assert world.state.step_key == "opening"
    assert world.state.programme_adopted_at and world.state.secretary == "Trần Thị Lan"
    assert floor.adopt_programme(world.state) == ()


def test_a_step_knows_the_time_it_used():
    world = World()
    world.take(floor.open_session(world.state, RULES))
    world.take(floor.begin_step(world.state, RULES, "people_speak"), after_s=600)
    assert world.state.steps[0].used_s(world.now) == 600


@rule("R-052")
def test_an_incident_needs_its_words():
    world = World()
    world.opens()
    with pytest.raises(refusals.NeedsText):
        floor.note_incident(world.state, "")


@rule("R-057", "C-26")
def test_a_refusal_at_the_door_needs_a_reason_and_keeps_the_person_out_of_the_line():
    world = World()
    world.registers("a")
    with pytest.raises(refusals.NeedsReason):
        door.mark(world.state, person("a"), Presence.REFUSED, "A")
    world.take(door.mark(world.state, person("a"), Presence.REFUSED, "A", RefusalReason.INTOXICATED))
    assert world.state.marks[person("a")].reason is RefusalReason.INTOXICATED


def test_the_same_mark_twice_is_one_and_can_be_taken_back():
    world = World()
    world.arrives("a")
    assert door.mark(world.state, person("a"), Presence.PRESENT, "A") == ()
    world.take(door.clear(world.state, person("a")))
    assert world.state.presence(person("a")) is None


@rule("C-13")
def test_walk_ins_are_refused_where_the_plan_takes_none():
    closed = type(RULES)(RULES.steps, RULES.speaking_s, RULES.extension_s, walk_in=False)
    with pytest.raises(refusals.WalkInsClosed):
        door.raise_question(World().state, closed, question("a"), person("a"), "A", World().now)
