"""A computed day that can say how it came about."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shared.calendar.words import day_month, long_date, weekday_name
from shared.calendar.working_calendar import WorkingCalendar

ONE_DAY = timedelta(days=1)


class DayUnit(StrEnum):
    """The day a plan counts in; it is written in the plan and never inferred. Rule: C-03"""

    CALENDAR = "calendar"
    WORKING = "working"

    @property
    def words(self) -> str:
        """The plan's own word."""
        return "ngày" if self is DayUnit.CALENDAR else "ngày làm việc"


@dataclass(frozen=True, slots=True)
class Computed:
    """The last day of a term; `words` is the term as the plan writes it, `note` what the calendar did to it.

    `confirmed` is false when the count touches a year whose official notice is still missing.
    """

    day: date
    words: str
    note: str
    confirmed: bool

    def sentence(self) -> str:
        """'Thứ Hai, 23/11/2026 (5 ngày kể từ ngày 17/11/2026; rơi vào Chủ nhật 22/11, lùi sang …)'."""
        return f"{long_date(self.day)} ({'; '.join(part for part in (self.words, self.note) if part)})"


def computed(cal: WorkingCalendar, day: date, span: tuple[date, date], words: str, *notes: str) -> Computed:
    """The day with its notes; `span` holds every day the count looked at, in any order."""
    first, last = sorted(span)
    unsure = [year for year in range(first.year, last.year + 1) if not cal.is_confirmed(year)]
    warnings = [f"lịch nghỉ năm {year} chưa được xác nhận" for year in unsure]
    return Computed(day, words, "; ".join(note for note in (*notes, *warnings) if note), not unsure)


def landed_words(cal: WorkingCalendar, day: date) -> str:
    """'rơi vào Thứ Tư 02/09 (Quốc khánh)', 'rơi vào Chủ nhật 22/11'."""
    name = cal.day_name(day)
    return f"rơi vào {day_month(day)}" + ("" if name == weekday_name(day) else f" ({name})")


def special_words(cal: WorkingCalendar, first: date, last: date) -> str:
    """What a count of working days from `first` to `last` met besides plain weeks.

    'không tính 16/02–20/02 (Tết Âm lịch); tính cả Thứ Bảy 22/08 (Làm bù)'
    """
    days = (first + i * ONE_DAY for i in range((last - first).days + 1))
    special = [day for day in days if cal.is_special(day)]
    off = [_off_words(cal, run) for run in _runs(cal, [day for day in special if not cal.is_working_day(day)])]
    worked = [f"tính cả {day_month(day)} ({cal.day_name(day)})" for day in special if cal.is_working_day(day)]
    return "; ".join(off + worked)


def _runs(cal: WorkingCalendar, days: list[date]) -> list[list[date]]:
    runs: list[list[date]] = []
    for day in days:
        last = runs[-1][-1] if runs else date.min
        if day - last == ONE_DAY and cal.day_name(day) == cal.day_name(last):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _off_words(cal: WorkingCalendar, run: list[date]) -> str:
    days = f"{run[0]:%d/%m}" if len(run) == 1 else f"{run[0]:%d/%m}–{run[-1]:%d/%m}"
    return f"không tính {days} ({cal.day_name(run[0])})"
