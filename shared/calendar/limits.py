"""Limits a plan names by a date or a week: "trước ngày", "đến hết ngày", "tuần cuối cùng của tháng"."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time

from shared.calendar.computed import ONE_DAY, Computed, computed, special_words
from shared.calendar.words import day_month, short_date, to_instant
from shared.calendar.working_calendar import WorkingCalendar

FULL_WEEK_DAYS = 3


def end_of_day(day: date) -> datetime:
    """The UTC instant at which the day ends in Việt Nam (24:00); an arrival at it is late. Rule: C-05"""
    return to_instant(day + ONE_DAY, time(0))


def last_day_before(day: date, *, inclusive: bool) -> date:
    """The last permitted day: "đến hết ngày X" includes X, "trước ngày X" does not. Rule: C-18"""
    return day if inclusive else day - ONE_DAY


def fixed_limit(cal: WorkingCalendar, day: date, *, inclusive: bool) -> Computed:
    """A limit the plan fixes by date; on a day off it stays and the note warns. Rule: C-18, C-19"""
    last = last_day_before(day, inclusive=inclusive)
    words = f"{'đến hết' if inclusive else 'trước'} ngày {short_date(day)}"
    note = "" if cal.is_working_day(last) else f"{day_month(last)} là ngày nghỉ"
    return computed(cal, last, (last, last), words, note)


@dataclass(frozen=True, slots=True)
class WorkingWeek:
    """A Monday to Friday block; `days` are its working days that lie in the month asked for."""

    monday: date
    friday: date
    days: tuple[date, ...]
    note: str
    confirmed: bool


def last_full_working_week(cal: WorkingCalendar, year: int, month: int) -> WorkingWeek:
    """The last Monday to Friday block with three or more working days in the month; a person confirms it.

    Raises ValueError for a month that has no such block. Rule: C-17
    """
    last = date(year, month, monthrange(year, month)[1])
    monday = last - last.weekday() * ONE_DAY
    while month in (monday.month, (monday + 4 * ONE_DAY).month):
        week = _week_of(cal, monday, month)
        if len(week.days) >= FULL_WEEK_DAYS:
            return week
        monday -= 7 * ONE_DAY
    raise ValueError(f"no week of {FULL_WEEK_DAYS} working days in {year}-{month:02d}")


def _week_of(cal: WorkingCalendar, monday: date, month: int) -> WorkingWeek:
    block = [monday + i * ONE_DAY for i in range(5)]
    days = tuple(day for day in block if day.month == month and cal.is_working_day(day))
    words = f"tuần {monday:%d/%m}–{block[-1]:%d/%m}"
    told = computed(cal, monday, (monday, block[-1]), words, special_words(cal, monday, block[-1]))
    note = "; ".join(part for part in (f"{words}, {len(days)} ngày làm việc", told.note) if part)
    return WorkingWeek(monday, block[-1], days, note, told.confirmed)
