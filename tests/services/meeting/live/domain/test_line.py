"""Who comes next, and why."""

from services.meeting.domain import floor
from services.meeting.domain.line import in_order, propose_next
from services.meeting.domain.reasons import reason_for
from shared.contracts.meeting import Outcome
from tests.rules import rule
from tests.services.meeting.live.domain.world import World, question

Names = dict[object, str]


def order(world: World, *names: str) -> list[str]:
    by_id: Names = {question(name): name for name in names}
    return [by_id[proposal.entry.question_id] for proposal in in_order(world.state)]


@rule("R-031", "C-13")
def test_a_walk_in_waits_behind_everybody_who_registered_in_time():
    world = World()
    world.raises("walk-in", area="Z")
    world.registers("late riser", area="A")
    world.arrives("late riser")
    assert order(world, "walk-in", "late riser") == ["late riser", "walk-in"]


@rule("R-010")
def test_the_area_heard_least_comes_first_then_the_earliest():
    world = World()
    for name, area in (("a1", "A"), ("a2", "A"), ("b1", "B")):
        world.registers(name, area)
        world.arrives(name)
    assert order(world, "a1", "a2", "b1") == ["a1", "b1", "a2"]
    world.opens()
    world.calls(question("a1"))
    world.ends(Outcome.ANSWERED_IN_HALL)
    assert order(world, "a1", "a2", "b1") == ["b1", "a2"]


@rule("R-010")
def test_a_person_not_yet_heard_comes_before_one_who_spoke():
    world = World()
    world.registers("first", who="Lan")
    world.registers("second", who="Lan")
    world.registers("other", who="Bình")
    world.arrives("Lan", "Bình")
    assert order(world, "first", "second", "other") == ["first", "other", "second"]


@rule("R-095")
def test_only_people_in_the_hall_are_proposed():
    world = World()
    world.registers("absent")
    assert propose_next(world.state) is None
    world.arrives("absent")
    assert order(world, "absent") == ["absent"]


@rule("R-032")
def test_a_late_form_never_stands_in_the_line():
    world = World()
    world.registers("late", late=True)
    world.arrives("late")
    assert propose_next(world.state) is None


@rule("C-13")
def test_a_move_is_relative_and_moves_nobody_else():
    world = World()
    for name in "abcd":
        world.registers(name, area=name)
        world.arrives(name)
    world.take(floor.move(world.state, question("a"), question("c")))
    assert order(world, *"abcd") == ["b", "c", "a", "d"]
    world.take(floor.move(world.state, question("d"), None))
    assert order(world, *"abcd") == ["d", "b", "c", "a"]


def test_a_placement_behind_somebody_who_was_called_meanwhile_stands_in_front():
    world = World()
    for name in "abc":
        world.registers(name, area=name)
        world.arrives(name)
    world.take(floor.move(world.state, question("c"), question("a")))
    world.opens()
    world.calls(question("a"))
    assert order(world, *"abc") == ["c", "b"]


@rule("R-053")
def test_a_follow_up_stands_on_top_linked_to_what_it_follows():
    world = World()
    first = world.registers("a")
    world.registers("b")
    world.arrives("a", "b")
    world.opens()
    world.calls(first)
    world.raises("more", follow_up_of=first)
    assert order(world, "a", "b", "more") == ["more", "b"]
    assert world.state.entries[question("more")].follow_up_of == first


@rule("R-010", "R-031")
def test_the_reason_says_source_area_and_person():
    world = World()
    world.registers("a", area="thôn Thao Chính")
    world.arrives("a")
    proposal = propose_next(world.state)
    assert proposal
    assert reason_for(proposal) == ("Đăng ký đúng hạn; thôn Thao Chính chưa có lượt phát biểu; chưa phát biểu lần nào.")


def test_the_reason_of_a_placed_entry_names_who_placed_it():
    world = World()
    for name in "ab":
        world.registers(name, area=name)
        world.arrives(name)
    world.take(floor.move(world.state, question("b"), None), by="Ông Hùng")
    proposal = propose_next(world.state)
    assert proposal
    assert reason_for(proposal) == "Do Ông Hùng xếp vào vị trí này."


def test_a_turn_that_was_put_back_does_not_count_as_heard():
    from services.meeting.domain import turns

    world = World()
    world.registers("a1", area="A")
    world.registers("b1", area="B")
    world.arrives("a1", "b1")
    world.opens()
    turn = world.calls(question("a1"))
    world.take(turns.put_back(world.state, turn))
    assert order(world, "a1", "b1") == ["a1", "b1"]
