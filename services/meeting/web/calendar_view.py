"""A year of the calendar: twelve months to look at, and its special days to read."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from shared.calendar import CalendarDay, WorkingCalendar


@dataclass(frozen=True, slots=True)
class Day:
    """One cell; days outside belong to a neighbouring month."""

    day: date
    is_inside: bool
    is_off: bool
    is_special: bool
    is_today: bool
    name: str


@dataclass(frozen=True, slots=True)
class Month:
    """Whole weeks, Monday first."""

    number: int
    weeks: tuple[tuple[Day, ...], ...]


@dataclass(frozen=True, slots=True)
class Year:
    """`rows` are the days that move work, in order."""

    months: tuple[Month, ...]
    rows: tuple[CalendarDay, ...]
    is_confirmed: bool
    working_days: int


def year_of(calendar: WorkingCalendar, year: int, today: date) -> Year:
    months = tuple(_month(calendar, year, number, today) for number in range(1, 13))
    rows = tuple(row for row in calendar.rows if row.day.year == year and row.moves_work)
    days = [day for month in months for week in month.weeks for day in week if day.is_inside]
    return Year(months, rows, calendar.is_confirmed(year), sum(not day.is_off for day in days))


def _month(calendar: WorkingCalendar, year: int, number: int, today: date) -> Month:
    weeks = Calendar().monthdatescalendar(year, number)
    return Month(number, tuple(tuple(_day(calendar, day, number, today) for day in week) for week in weeks))


def _day(calendar: WorkingCalendar, day: date, month: int, today: date) -> Day:
    special = calendar.is_special(day)
    return Day(
        day=day,
        is_inside=day.month == month,
        is_off=not calendar.is_working_day(day),
        is_special=special,
        is_today=day == today,
        name=calendar.day_name(day) if special else "",
    )
