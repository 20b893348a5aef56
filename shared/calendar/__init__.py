"""The working calendar of the public sector: counting, limits, office hours, and the words for them."""

from shared.calendar.answer_due import (
    DEFAULT_ANSWER_DEADLINE,
    AnswerDue,
    Deadline,
    DeadlineStart,
    answer_due,
)
from shared.calendar.computed import Computed, DayUnit
from shared.calendar.counting import (
    Roll,
    add_days,
    first_working_day,
    subtract_days,
    working_days_between,
)
from shared.calendar.limits import (
    WorkingWeek,
    end_of_day,
    fixed_limit,
    last_day_before,
    last_full_working_week,
)
from shared.calendar.office_hours import OfficeHours, counted_on, is_on_time, is_open, receipt_ends
from shared.calendar.overrides import CalendarDay, DayType, read_overrides
from shared.calendar.words import (
    HO_CHI_MINH,
    clock_time,
    day_month,
    instant_words,
    length_words,
    letter_date,
    local_day,
    long_date,
    position,
    remaining_words,
    short_date,
    to_instant,
    to_local,
    until_words,
    weekday_name,
)
from shared.calendar.working_calendar import WorkingCalendar, default_calendar

__all__ = [
    "DEFAULT_ANSWER_DEADLINE",
    "HO_CHI_MINH",
    "AnswerDue",
    "CalendarDay",
    "Computed",
    "DayType",
    "DayUnit",
    "Deadline",
    "DeadlineStart",
    "OfficeHours",
    "Roll",
    "WorkingCalendar",
    "WorkingWeek",
    "add_days",
    "answer_due",
    "clock_time",
    "counted_on",
    "day_month",
    "default_calendar",
    "end_of_day",
    "first_working_day",
    "fixed_limit",
    "instant_words",
    "is_on_time",
    "is_open",
    "last_day_before",
    "last_full_working_week",
    "length_words",
    "letter_date",
    "local_day",
    "long_date",
    "position",
    "read_overrides",
    "receipt_ends",
    "remaining_words",
    "short_date",
    "subtract_days",
    "to_instant",
    "to_local",
    "until_words",
    "weekday_name",
    "working_days_between",
]
