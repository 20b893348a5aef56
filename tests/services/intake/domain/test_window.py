"""Who is in time: computed from the announced plan and the legal time of receipt."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.window import Phase, Window, is_late, path_for
from shared.calendar import end_of_day, local_day, to_instant
from shared.contracts.intake import AnswerPath
from tests.rules import rule

CLOSES = datetime(2026, 11, 16, 17, tzinfo=UTC)  # the end of 16/11/2026 in Việt Nam
SECOND = timedelta(seconds=1)
YEAR = timedelta(days=365)
WINDOW = Window(opens_at=CLOSES - timedelta(days=20), closes_at=CLOSES)
instants = st.timedeltas(-YEAR, YEAR).map(lambda apart: CLOSES + apart)


@rule("C-05", "R-089")
@given(received=instants)
def test_a_form_is_late_exactly_from_the_closing_instant_on(received: datetime) -> None:
    assert is_late(received, CLOSES) == (received >= CLOSES)


@rule("C-05")
@given(received=instants)
def test_an_electronic_form_of_the_last_day_is_in_time_until_midnight(received: datetime) -> None:
    closes_at = end_of_day(local_day(received))
    assert not is_late(received, closes_at)
    assert is_late(closes_at, closes_at)


@rule("R-032", "C-11")
@given(received=instants, other=instants)
def test_receiving_later_never_makes_a_late_form_timely(received: datetime, other: datetime) -> None:
    early, later = sorted((received, other))
    assert is_late(later, CLOSES) >= is_late(early, CLOSES)


@rule("C-05")
@given(keyed_in=st.timedeltas(timedelta(), timedelta(days=30)))
def test_the_day_of_keying_in_changes_nothing_for_paper(keyed_in: timedelta) -> None:
    received = to_instant(date(2026, 11, 16), time(16, 59))
    assert not is_late(received, CLOSES)
    assert WINDOW.phase(received + keyed_in) in (Phase.OPEN, Phase.LATE)


@rule("R-031", "R-094", "R-032")
def test_in_time_is_answered_at_the_conference_and_late_in_writing() -> None:
    assert path_for(late=False) is AnswerPath.AT_CONFERENCE
    assert path_for(late=True) is AnswerPath.IN_WRITING


@pytest.mark.parametrize(
    ("now", "opened", "concluded", "phase"),
    [
        (CLOSES - timedelta(days=21), None, None, Phase.NOT_OPEN),
        (CLOSES - timedelta(days=20), None, None, Phase.OPEN),
        (CLOSES - SECOND, None, None, Phase.OPEN),
        (CLOSES, None, None, Phase.LATE),
        (CLOSES + timedelta(days=10), CLOSES, None, Phase.IN_SESSION),
        (CLOSES + timedelta(days=10), CLOSES, CLOSES, Phase.CONCLUDED),
        (CLOSES - timedelta(days=21), CLOSES, None, Phase.IN_SESSION),
    ],
)
def test_the_phase_of_a_conference(
    now: datetime, opened: datetime | None, concluded: datetime | None, phase: Phase
) -> None:
    assert Window(WINDOW.opens_at, CLOSES, opened, concluded).phase(now) is phase
