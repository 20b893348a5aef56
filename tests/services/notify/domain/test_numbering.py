"""One series a year: no gap inside a batch, never a number twice, days never go back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notify.domain.numbering import Series, range_words, take
from services.notify.domain.refusals import DateOutOfOrder, FutureDate, NumberTaken, UnreadableNumber
from tests.rules import rule

TODAY = date(2026, 11, 27)


@rule("R-001")
def test_the_series_of_a_year_begins_with_01():
    assert Series().proposed == 1
    numbers, after = take(Series(), 1, 3, TODAY, TODAY)
    assert list(numbers) == [1, 2, 3]
    assert after == Series(3, TODAY)


@rule("R-001")
def test_numbers_may_skip_what_other_documents_took_but_never_go_back():
    numbers, after = take(Series(14, TODAY), 20, 2, TODAY, TODAY)
    assert list(numbers) == [20, 21]
    with pytest.raises(NumberTaken) as refused:
        take(after, 21, 1, TODAY, TODAY)
    assert refused.value.facts == {"number": "21", "last": "21"}


@rule("R-001")
def test_no_day_in_the_future_and_none_before_the_last_numbers_day():
    with pytest.raises(FutureDate):
        take(Series(), 1, 1, TODAY + timedelta(days=1), TODAY)
    with pytest.raises(DateOutOfOrder) as refused:
        take(Series(7, TODAY), 8, 1, TODAY - timedelta(days=1), TODAY)
    assert refused.value.facts == {"last": "07", "day": "27/11/2026"}
    take(Series(7, TODAY), 8, 1, TODAY, TODAY)


@pytest.mark.parametrize("first", [0, -3, 1_000_000])
def test_a_number_is_a_number_of_the_register(first: int):
    with pytest.raises(UnreadableNumber):
        take(Series(), first, 1, TODAY, TODAY)


batches = st.lists(st.tuples(st.integers(1, 60), st.integers(1, 40), st.integers(0, 30)), max_size=25)


@rule("R-001")
@given(batches)
def test_whatever_is_asked_numbers_are_given_once_and_without_gaps_inside_a_batch(
    asked: list[tuple[int, int, int]],
):
    series, given_out, days = Series(), list[int](), dict[int, date]()
    for first, count, days_ago in asked:
        day = TODAY - timedelta(days=days_ago)
        try:
            numbers, series = take(series, first, count, day, TODAY)
        except (NumberTaken, DateOutOfOrder):
            continue
        assert list(numbers) == list(range(first, first + count))
        given_out += numbers
        days |= {number: day for number in numbers}
    assert given_out == sorted(set(given_out))
    assert [days[number] for number in given_out] == sorted(days.values())


def test_the_range_reads_as_a_sentence():
    assert range_words(15, 13) == "từ số 15 đến số 27"
    assert range_words(7, 1) == "số 07"
    assert range_words(7, 2) == "từ số 07 đến số 08"
