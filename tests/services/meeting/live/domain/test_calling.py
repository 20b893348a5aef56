"""Who is called from home: before, next, speaking, over; nobody in a hall or at a branch ever is."""

from services.meeting.domain.calling import Call, call_of, called
from services.meeting.domain.points import FROM_HOME, HALL
from tests.rules import rule
from tests.services.meeting.live.domain.world import BRANCHES, RULES, World


@rule("R-209")
def test_a_speaker_at_home_is_next_speaks_and_is_over():
    world = World()
    an, binh = world.registers("An"), world.registers("Bình")
    world.arrives("An", at=FROM_HOME.key)
    world.arrives("Bình", at=FROM_HOME.key)
    assert (call_of(world.state, BRANCHES, an), call_of(world.state, BRANCHES, binh)) == (Call.NEXT, Call.LATER)
    world.opens()
    world.calls(an)
    assert called(world.state, BRANCHES) == an
    assert (call_of(world.state, BRANCHES, an), call_of(world.state, BRANCHES, binh)) == (Call.SPEAKING, Call.NEXT)
    world.ends()
    assert called(world.state, BRANCHES) is None
    assert (call_of(world.state, BRANCHES, an), call_of(world.state, BRANCHES, binh)) == (Call.OVER, Call.NEXT)
    assert [call.is_open for call in Call] == [False, True, True, False]


def test_who_is_in_the_hall_or_at_a_branch_is_not_called_from_home():
    world = World()
    an, binh = world.registers("An"), world.registers("Bình")
    world.arrives("An")
    world.arrives("Bình", at="chi-nhanh-1")
    world.opens()
    for question in (an, binh):
        assert call_of(world.state, BRANCHES, question) is Call.OVER
        world.calls(question)
        assert called(world.state, BRANCHES) is None
        assert call_of(world.state, BRANCHES, question) is Call.OVER
        world.ends()


def test_a_conference_in_one_hall_has_no_seat_at_home():
    assert RULES.seats == (HALL,)
    assert RULES.point(FROM_HOME.key) is None
    assert BRANCHES.seats[-1] is FROM_HOME
