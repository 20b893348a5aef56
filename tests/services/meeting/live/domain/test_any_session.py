"""Any evening, however it runs: one outcome a question, a gapless log, and a log that tells it all."""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.meeting.domain import door, floor, gavel, turns
from services.meeting.domain.entries import Standing
from services.meeting.domain.facts_entry import EntryConcluded
from services.meeting.domain.log import LogEvent, fold
from services.meeting.domain.presence import Presence, RefusalReason
from shared.contracts.meeting import Outcome
from shared.refusals import Refusal
from tests.rules import rule
from tests.services.meeting.live.domain.world import RULES, World, person, question

NAMES = "abcdefg"
name = st.sampled_from(NAMES)
command = st.one_of(
    st.tuples(st.just("register"), name, st.booleans()),
    st.tuples(st.just("remove"), name),
    st.tuples(st.just("mark"), name, st.sampled_from(Presence)),
    st.tuples(st.just("clear"), name),
    st.tuples(st.just("raise"), name, st.one_of(st.none(), name)),
    st.tuples(st.just("call"), name, st.booleans()),
    st.tuples(st.just("end"), st.one_of(st.none(), st.sampled_from(turns.HALL_OUTCOMES))),
    st.tuples(st.just("decide"), name, st.sampled_from(Outcome)),
    st.tuples(st.just("extend")),
    st.tuples(st.just("put_back")),
    st.tuples(st.just("move"), name, st.one_of(st.none(), name)),
    st.tuples(st.just("skip"), name),
    st.tuples(st.just("recall"), name),
    st.tuples(st.just("open")),
    st.tuples(st.just("step"), st.sampled_from([s.key for s in RULES.steps])),
    st.tuples(st.just("pause")),
    st.tuples(st.just("resume")),
    st.tuples(st.just("gavel")),
)


def raises(world: World, who: str, after: str | None) -> None:
    if question(f"walk {who}") not in world.state.entries:
        world.raises(f"walk {who}", follow_up_of=question(after) if after else None)


def on_turn(world: World, decide: Callable[[UUID], Iterable[LogEvent]]) -> None:
    world.take(decide(world.state.turn.turn_id) if world.state.turn else ())


OBEY: dict[str, Callable[..., object]] = {
    "register": lambda w, who, late: w.registers(who, late=late),
    "remove": lambda w, who: w.take(gavel.remove(w.state, question(who))),
    "mark": lambda w, who, kind: w.take(door.mark(w.state, person(who), kind, "", RefusalReason.DISORDER)),
    "clear": lambda w, who: w.take(door.clear(w.state, person(who))),
    "raise": raises,
    "call": lambda w, who, walk_in: w.calls(question(f"walk {who}" if walk_in else who)),
    "end": lambda w, outcome: on_turn(w, lambda turn: turns.end(w.state, turn, outcome)),
    "decide": lambda w, who, outcome: w.take(turns.decide(w.state, question(who), outcome)),
    "extend": lambda w: on_turn(w, lambda turn: turns.extend(w.state, turn, 60)),
    "put_back": lambda w: on_turn(w, lambda turn: turns.put_back(w.state, turn)),
    "move": lambda w, who, after: w.take(floor.move(w.state, question(who), question(after) if after else None)),
    "skip": lambda w, who: w.take(floor.skip(w.state, question(who))),
    "recall": lambda w, who: w.take(floor.recall(w.state, question(who))),
    "open": lambda w: w.take(floor.open_session(w.state, RULES)),
    "step": lambda w, key: w.take(floor.begin_step(w.state, RULES, key)),
    "pause": lambda w: w.take(floor.pause(w.state)),
    "resume": lambda w: w.take(floor.resume(w.state)),
    "gavel": lambda w: w.take(gavel.conclude(w.state)),
}


@rule("R-011", "R-033", "R-095")
@settings(max_examples=250, deadline=None)
@given(st.lists(command, min_size=25, max_size=60))  # without a minimum most evenings are five acts long
def test_every_accepted_question_reaches_exactly_one_outcome(acts: list[tuple[Any, ...]]):
    world = World()
    for act in acts:
        with suppress(Refusal):
            OBEY[act[0]](world, *act[1:])
        assert sum(turn.is_open for turn in world.state.turns) <= 1
    with suppress(Refusal):
        world.take(floor.open_session(world.state, RULES))
    world.take(gavel.conclude(world.state))

    concluded = Counter(e.question_id for e, _ in world.log if isinstance(e, EntryConcluded))
    accepted = {e.question_id for e in world.state.entries.values() if e.standing is not Standing.REMOVED}
    assert set(concluded) == accepted and set(concluded.values()) <= {1}
    assert world.state.outcomes.keys() == accepted
    assert world.state.seq == len(world.log)
    assert fold(world.log) == world.state
    assert world.state.turn is None
