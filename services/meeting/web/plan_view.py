"""The plan as one picture: weeks with every date in its place, and the same dates as a list with their rules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from services.meeting.domain.plan_dates import PlanDate
from services.meeting.web import plan_words
from shared.calendar import WorkingCalendar, local_day

WEEK = timedelta(days=7)
QUIET_WEEKS = 2  # that many weeks without a date become one line


@dataclass(frozen=True, slots=True)
class Marker:
    """A date under its number, the same in the picture and in the list."""

    number: int
    date: PlanDate

    @property
    def short(self) -> str:
        return plan_words.SHORT[self.date.key]

    @property
    def counted(self) -> tuple[str, str]:
        """The number and its unit, and from where it is counted: ('5 ngày làm việc', 'trước ngày …'). Rule: C-03"""
        for joint in (" trước ngày ", " kể từ ngày "):
            head, found, tail = self.date.term.partition(joint)
            if found:
                return head, found.strip() + " " + tail
        return self.date.term, ""

    @property
    def who(self) -> tuple[str, str]:
        return plan_words.WHO[self.date.who]


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the picture."""

    day: date
    is_off: bool
    is_today: bool
    name: str  # of a day off or worked against the week
    phase: str  # registration, work, conference, after or empty
    markers: tuple[Marker, ...]

    @property
    def label(self) -> str:
        """'16', and '1/12' where a month begins."""
        return f"{self.day:%-d/%-m}" if self.day.day == 1 else f"{self.day.day}"


@dataclass(frozen=True, slots=True)
class Week:
    """Seven cells, or some skipped weeks that hold nothing."""

    cells: tuple[Cell, ...]
    skipped: int = 0
    month: str = ""  # where another month begins to be shown


@dataclass(frozen=True, slots=True)
class Picture:
    """`markers` in the order of time."""

    markers: tuple[Marker, ...]
    weeks: tuple[Week, ...]
    today: date


def picture(dates: Sequence[PlanDate], calendar: WorkingCalendar, now: datetime) -> Picture:
    """Weeks from the first date to the last."""
    markers = tuple(Marker(number, date_) for number, date_ in enumerate(dates, 1))
    today = local_day(now)
    days = [marker.date.day for marker in markers]
    monday = min(days) - timedelta(days=min(days).weekday())
    weeks: list[Week] = []
    while monday <= max(days):
        weeks.append(Week(tuple(_cell(monday + timedelta(days=i), markers, calendar, today) for i in range(7))))
        monday += WEEK
    return Picture(markers, tuple(_with_months(_without_quiet(weeks))), today)


def _cell(day: date, markers: Sequence[Marker], calendar: WorkingCalendar, today: date) -> Cell:
    return Cell(
        day=day,
        is_off=not calendar.is_working_day(day),
        is_today=day == today,
        name=calendar.day_name(day) if calendar.is_special(day) else "",
        phase=_phase(day, {marker.date.key: marker.date.day for marker in markers}),
        markers=tuple(marker for marker in markers if marker.date.day == day),
    )


def _phase(day: date, at: dict[str, date]) -> str:
    if day == at["conference"]:
        return "conference"
    if at["registration_opens"] <= day <= at["registration_closes"]:
        return "registration"
    if at["registration_closes"] < day < at["conference"]:
        return "work"
    return "after" if at["conference"] < day <= at["report_to_superior"] else ""


def _without_quiet(weeks: Sequence[Week]) -> list[Week]:
    kept: list[Week] = []
    quiet: list[Week] = []
    for week in [*weeks, None]:
        if week and not any(cell.markers or cell.is_today for cell in week.cells):
            quiet.append(week)
            continue
        kept += quiet if len(quiet) < QUIET_WEEKS else [Week((), len(quiet))]
        quiet = []
        kept += [week] if week else []
    return kept


def _with_months(weeks: Sequence[Week]) -> list[Week]:
    """A month is named at its first shown week."""
    named, month = [], ""
    for week in weeks:
        own = f"T{week.cells[-1].day.month}" if week.cells else month
        named.append(replace(week, month=own if own != month else ""))
        month = own
    return named
