"""Somebody with two forms: one note at the door, one count, one place in fairness."""

from services.meeting.domain import door
from services.meeting.domain.facts_people import PersonRecognised
from services.meeting.domain.gavel import conclude, counts
from services.meeting.domain.line import in_order
from services.meeting.domain.log import fold
from services.meeting.domain.one_person import recognise
from services.meeting.domain.presence import Presence
from shared.contracts.meeting import Outcome
from tests.rules import rule
from tests.services.meeting.live.domain.world import World, person

TWO_FORMS = [[person("first"), person("second")]]


def known(*names: str) -> World:
    """A world in which these registered and the first two names are one person's forms."""
    world = World()
    for name in names or ("first", "second"):
        world.registers(name)
    world.take(recognise(world.state, TWO_FORMS))
    return world


@rule("R-042", "R-110")
def test_whoever_has_two_forms_is_checked_in_once_and_waits_with_both_questions():
    world = known()
    world.arrives("second", "first")
    assert counts(world.state)["people_present"] == 1
    assert len(in_order(world.state)) == 2


@rule("R-042")
def test_a_person_noted_under_both_forms_before_we_knew_keeps_the_newest_note_and_counts_once():
    world = World()
    world.registers("first")
    world.registers("second")
    world.take(door.mark(world.state, person("first"), Presence.EXCUSED, ""))
    world.arrives("second")
    world.take(recognise(world.state, TWO_FORMS))
    assert world.state.presence(person("first")) is Presence.PRESENT
    assert (counts(world.state)["people_present"], counts(world.state)["people_excused"]) == (1, 0)
    assert fold(world.log) == world.state


def test_taking_the_note_back_by_either_form_takes_it_back():
    world = known()
    world.arrives("first")
    world.take(door.clear(world.state, person("second")))
    assert counts(world.state)["people_present"] == 0


def test_knowing_it_already_says_nothing_more_and_the_id_at_the_door_stays():
    world = known()
    world.arrives("second")
    assert recognise(world.state, [[person("earlier"), *TWO_FORMS[0]]]) == (
        PersonRecognised(person("earlier"), world.state.one(person("second"))),
    )
    assert recognise(world.state, TWO_FORMS) == ()


def test_a_corrected_contact_tells_two_people_apart_again():
    world = known()
    world.arrives("first")
    world.take(recognise(world.state, [[person("first")], [person("second")]]))
    assert world.state.is_present(person("first")) and not world.state.is_present(person("second"))


@rule("R-042")
def test_after_the_gavel_no_note_is_taken_back():
    world = World()
    world.registers("first")
    world.registers("second")
    world.arrives("first", "second")
    world.opens()
    world.take(conclude(world.state))
    assert recognise(world.state, TWO_FORMS) == ()


@rule("R-010")
def test_whoever_spoke_by_one_form_is_no_longer_unheard_by_the_other():
    world = known("first", "second", "other")
    world.arrives("first", "other")
    world.opens()
    world.calls(in_order(world.state)[0].entry.question_id)
    world.ends(Outcome.ANSWERED_IN_HALL)
    assert in_order(world.state)[0].entry.person_id == person("other")
