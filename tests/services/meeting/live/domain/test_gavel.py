"""The gavel: exactly one outcome for each question."""

import pytest

from services.meeting.domain import door, floor, gavel, refusals
from services.meeting.domain.entries import Source
from services.meeting.domain.facts_entry import EntryConcluded, EntryRegistered
from services.meeting.domain.presence import Presence, RefusalReason
from shared.contracts.intake import AnswerPath
from shared.contracts.meeting import Outcome
from tests.rules import rule
from tests.services.meeting.live.domain.world import World, person, question


def outcomes(world: World, *names: str) -> list[Outcome | None]:
    return [world.state.outcomes.get(question(name)) for name in names]


@rule("R-011", "R-031", "R-033", "R-095", "R-103", "C-12")
def test_each_question_gets_the_outcome_its_evening_gave_it():
    world = World()
    for name in ("heard", "unanswered", "waiting", "absent", "excused", "skipped"):
        world.registers(name, area=name)
    world.registers("late", late=True)
    world.arrives("heard", "unanswered", "waiting", "skipped", "late")
    world.take(door.mark(world.state, person("excused"), Presence.EXCUSED, ""))
    world.opens()
    world.calls(question("heard"))
    world.ends(Outcome.ANSWERED_IN_HALL)
    world.calls(question("unanswered"))
    world.ends()
    world.take(floor.skip(world.state, question("skipped")))
    world.take(gavel.conclude(world.state))
    assert outcomes(world, "heard", "unanswered", "waiting", "absent", "excused", "skipped", "late") == [
        Outcome.ANSWERED_IN_HALL,
        Outcome.TO_WRITE,
        Outcome.NOT_REACHED,
        Outcome.ABSENT,
        Outcome.ABSENT,
        Outcome.ABSENT,
        Outcome.TO_WRITE,
    ]
    excused = [e for e, _ in world.log if isinstance(e, EntryConcluded) and e.excused]
    assert [e.question_id for e in excused] == [question("excused")]


@rule("R-057", "C-26")
def test_a_person_turned_away_at_the_door_is_still_answered_in_writing():
    world = World()
    world.registers("a")
    world.take(door.mark(world.state, person("a"), Presence.REFUSED, "", RefusalReason.NOT_CONCERNED))
    world.opens()
    world.take(gavel.conclude(world.state))
    assert outcomes(world, "a") == [Outcome.TO_WRITE]


def test_who_is_cut_off_by_the_gavel_is_answered_in_writing_and_the_turn_ends():
    world = World()
    world.registers("a")
    world.arrives("a")
    world.opens()
    world.calls(question("a"))
    world.take(gavel.conclude(world.state))
    assert outcomes(world, "a") == [Outcome.TO_WRITE] and world.state.turn is None


def test_a_withdrawn_question_gets_no_outcome():
    world = World()
    world.registers("a")
    world.take(gavel.remove(world.state, question("a")))
    world.opens()
    world.take(gavel.conclude(world.state))
    assert world.state.outcomes == {}


def test_the_second_gavel_changes_nothing():
    world = World()
    world.registers("a")
    world.opens()
    world.take(gavel.conclude(world.state))
    assert gavel.conclude(world.state) == ()


def test_the_gavel_needs_an_open_session():
    with pytest.raises(refusals.NotOpen):
        gavel.conclude(World().state)


@rule("R-011", "R-032")
def test_a_question_accepted_after_the_gavel_is_owed_in_writing_at_once():
    world = World()
    world.opens()
    world.take(gavel.conclude(world.state))
    entry = EntryRegistered(question("a"), person("a"), Source.REGISTERED, "A", AnswerPath.AT_CONFERENCE, world.now)
    world.take(gavel.register(world.state, entry))
    assert outcomes(world, "a") == [Outcome.TO_WRITE]
    assert gavel.register(world.state, entry) == ()


def test_the_page_before_the_gavel_foretells_what_the_gavel_does():
    world = World()
    for name in "abc":
        world.registers(name)
    world.arrives("a")
    world.opens()
    foretold = gavel.decided(world.state)
    world.take(gavel.conclude(world.state))
    assert gavel.decided(world.state) == foretold


def test_counts_are_counts_over_the_log():
    world = World()
    world.registers("a")
    world.raises("b")
    world.opens()
    world.calls(question("b"))
    world.ends(Outcome.GUIDED)
    world.take(gavel.conclude(world.state))
    figures = gavel.counts(world.state)
    assert (figures["questions"], figures["walk_ins"], figures["turns"]) == (2, 1, 1)
    assert (figures["outcome_guided"], figures["outcome_absent"], figures["people_present"]) == (1, 1, 1)
