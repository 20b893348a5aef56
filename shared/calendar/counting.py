"""Counting days by Bộ luật Dân sự 2015, articles 147 and 148, and backwards by the house rule."""

from datetime import date, timedelta
from enum import StrEnum

from shared.calendar.computed import ONE_DAY, Computed, DayUnit, computed, landed_words, special_words
from shared.calendar.words import day_month, short_date
from shared.calendar.working_calendar import WorkingCalendar


class Roll(StrEnum):
    """Where a limit on a day off goes: the organiser's duty earlier, the citizen's last day later."""

    EARLIER = "earlier"
    LATER = "later"
    NONE = "none"


def add_days(cal: WorkingCalendar, start: date, n: int, unit: DayUnit) -> Computed:
    """The last day of a term of n days from `start`.

    `start` itself is not counted; a last day that is off moves to the next working day. Refuses a negative n.
    Rule: C-03, C-04
    """
    words = f"{_not_negative(n)} {unit.words} kể từ ngày {short_date(start)}"
    landed = _walk(cal, start, n, unit, ONE_DAY)
    day = first_working_day(cal, landed, ONE_DAY)
    met = special_words(cal, start + ONE_DAY, landed) if unit is DayUnit.WORKING else ""
    return computed(cal, day, (start, day), words, met, _moved_words(cal, landed, day))


def subtract_days(cal: WorkingCalendar, day: date, n: int, unit: DayUnit, roll: Roll) -> Computed:
    """The last permitted day of "chậm nhất n ngày trước ngày T"; T itself is not counted.

    A day off moves by `roll`; a roll that would reach T goes earlier instead, for the limit lies before T.
    n = 0 is T itself, whatever day it is. Refuses a negative n. Rule: C-03, C-04
    """
    words = f"{_not_negative(n)} {unit.words} trước ngày {short_date(day)}"
    landed = _walk(cal, day, n, unit, -ONE_DAY)
    rolled = _rolled(cal, landed, roll, day) if n else day
    met = special_words(cal, landed, day - ONE_DAY) if unit is DayUnit.WORKING else ""
    return computed(cal, rolled, (min(landed, rolled), day), words, met, _moved_words(cal, landed, rolled))


def first_working_day(cal: WorkingCalendar, day: date, step: timedelta) -> date:
    """`day` itself if it is worked, else the nearest worked day in steps of plus or minus one day."""
    while not cal.is_working_day(day):
        day += step
    return day


def working_days_between(cal: WorkingCalendar, after: date, until: date) -> int:
    """How many working days lie after `after` up to and including `until`; 0 when there are none."""
    return sum(cal.is_working_day(after + i * ONE_DAY) for i in range(1, (until - after).days + 1))


def _walk(cal: WorkingCalendar, start: date, n: int, unit: DayUnit, step: timedelta) -> date:
    if unit is DayUnit.CALENDAR:
        return start + n * step
    for _ in range(n):
        start = first_working_day(cal, start + step, step)
    return start


def _rolled(cal: WorkingCalendar, landed: date, roll: Roll, bound: date) -> date:
    if roll is Roll.NONE:
        return landed
    later = first_working_day(cal, landed, ONE_DAY)
    if roll is Roll.LATER and later < bound:
        return later
    return first_working_day(cal, landed, -ONE_DAY)


def _moved_words(cal: WorkingCalendar, landed: date, day: date) -> str:
    if cal.is_working_day(landed):
        return ""
    if day == landed:
        return f"{landed_words(cal, landed)}, là ngày nghỉ"
    return f"{landed_words(cal, landed)}, {'lùi sang' if day > landed else 'đưa lên'} {day_month(day)}"


def _not_negative(n: int) -> int:
    if n < 0:
        raise ValueError(f"a term of {n} days")
    return n
