"""The one series of numbers a unit has in a year. Nghị định 30/2020/NĐ-CP, điều 15."""

from dataclasses import dataclass
from datetime import date

from services.notify.domain.refusals import DateOutOfOrder, FutureDate, NumberTaken, UnreadableNumber
from shared.calendar.words import short_date
from shared.documents.numbers import number_text

LARGEST = 999_999


@dataclass(frozen=True, slots=True)
class Series:
    """Where the series of a year stands: the last number given and the day it carries."""

    last: int = 0
    last_on: date | None = None

    @property
    def proposed(self) -> int:
        """The next number of the register; the series begins with 01."""
        return self.last + 1


def take(series: Series, first: int, count: int, issued_on: date, today: date) -> tuple[range, Series]:
    """The numbers of `count` letters from `first` on, without a gap, and the series after them.

    Numbers may be left out, because the register of the unit also has other documents; they never go back.
    Refuses numbers given before, days after today, and a day before that of the last number. Rule: R-001
    """
    if not 1 <= first <= LARGEST:
        raise UnreadableNumber()
    if issued_on > today:
        raise FutureDate()
    if first <= series.last:
        raise NumberTaken(number=number_text(first), last=number_text(series.last))
    if series.last_on and issued_on < series.last_on:
        raise DateOutOfOrder(last=number_text(series.last), day=short_date(series.last_on))
    numbers = range(first, first + count)
    return numbers, Series(numbers[-1], issued_on)


def range_words(first: int, count: int) -> str:
    """'số 15', 'từ số 15 đến số 27'."""
    if count <= 1:
        return f"số {number_text(first)}"
    return f"từ số {number_text(first)} đến số {number_text(first + count - 1)}"
