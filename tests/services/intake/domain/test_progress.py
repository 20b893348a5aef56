"""The citizen's status is a fold: whatever order the facts come in, it tells the same story."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.progress import Facts, Step, may_read_answer, timeline
from services.intake.domain.question import State
from shared.contracts.meeting import Outcome
from tests.rules import rule

T = datetime(2026, 11, 10, 3, tzinfo=UTC)
DAY = timedelta(days=1)
YEAR = timedelta(days=365)
accepted = Facts(State.ACCEPTED, T, decided_at=T + DAY)


def steps(facts: Facts) -> list[Step]:
    return [entry.step for entry in timeline(facts)]


@rule("R-007", "R-011")
@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (Facts(State.RECEIVED, T), [Step.RECEIVED, Step.SCREENING]),
        (Facts(State.TURNED_AWAY, T, T), [Step.RECEIVED, Step.TURNED_AWAY]),
        (Facts(State.WITHDRAWN, T, T), [Step.RECEIVED, Step.WITHDRAWN]),
        (accepted, [Step.RECEIVED, Step.ACCEPTED, Step.ASSIGNED]),
        (
            Facts(State.ACCEPTED, T, T, assigned_at=T),
            [Step.RECEIVED, Step.ACCEPTED, Step.ASSIGNED, Step.CONFERENCE],
        ),
        (
            Facts(State.ACCEPTED, T, T, in_writing=True, assigned_at=T),
            [Step.RECEIVED, Step.ACCEPTED, Step.ASSIGNED, Step.WRITING],
        ),
        (
            Facts(State.ACCEPTED, T, T, assigned_at=T, outcome=Outcome.ANSWERED_IN_HALL, concluded_at=T),
            [Step.RECEIVED, Step.ACCEPTED, Step.ASSIGNED, Step.CONCLUDED],
        ),
        (
            Facts(State.ACCEPTED, T, T, assigned_at=T, outcome=Outcome.ABSENT, concluded_at=T, letter_on=T),
            [Step.RECEIVED, Step.ACCEPTED, Step.ASSIGNED, Step.CONCLUDED, Step.LETTER, Step.DELIVERED],
        ),
    ],
)
def test_the_story_of_a_question(facts: Facts, told: list[Step]) -> None:
    assert steps(facts) == told


moments = st.one_of(st.none(), st.timedeltas(-YEAR, YEAR).map(lambda apart: T + apart))


@given(
    state=st.sampled_from(State),
    writing=st.booleans(),
    outcome=st.one_of(st.none(), st.sampled_from(Outcome)),
    times=st.tuples(*[moments] * 7),
)
def test_there_is_at_most_one_step_ahead_and_it_comes_last(
    state: State, writing: bool, outcome: Outcome | None, times: tuple[datetime | None, ...]
) -> None:
    decided, assigned, escalated, approved, concluded, letter, delivered = times
    facts = Facts(state, T, decided, writing, assigned, escalated, approved, outcome, concluded, letter, delivered)
    told = timeline(facts)
    ahead = [entry for entry in told if entry.at is None]
    assert told[0].step is Step.RECEIVED
    assert len(ahead) <= 1
    assert not ahead or told[-1].at is None


@pytest.mark.parametrize("outcome", Outcome)
def test_an_answer_is_shown_only_after_it_was_given(outcome: Outcome) -> None:
    given_in_hall = Facts(State.ACCEPTED, T, T, approved_at=T, outcome=outcome, concluded_at=T)
    assert may_read_answer(given_in_hall) == (outcome in (Outcome.ANSWERED_IN_HALL, Outcome.GUIDED))
    assert not may_read_answer(Facts(State.ACCEPTED, T, T, approved_at=T))
    assert may_read_answer(Facts(State.ACCEPTED, T, T, outcome=outcome, delivered_at=T))
