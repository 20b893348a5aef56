"""The working calendar: which days the public sector works, as a value that can travel."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from hashlib import sha256
from json import dumps
from types import MappingProxyType
from typing import Any, Self

from shared.calendar.overrides import SATURDAY, CalendarDay, DayType, package_days, read_overrides
from shared.calendar.words import weekday_name

YEARS = range(2020, 2036)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Every day that differs from Monday to Friday, in order; a later row of the same day wins.

    It carries the package's days too: a room with another package version rebuilds exactly this calendar.
    A year it holds no row of has weekends only and is not confirmed.
    """

    rows: tuple[CalendarDay, ...]
    version: str = field(init=False)
    _by_day: Mapping[date, CalendarDay] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_day = {row.day: row for row in self.rows}
        rows = tuple(by_day[day] for day in sorted(by_day))
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "version", _hash_of(rows))
        object.__setattr__(self, "_by_day", MappingProxyType(by_day))

    @classmethod
    def build(cls, overrides: Iterable[CalendarDay], years: Iterable[int] = YEARS) -> Self:
        """The package's days of these years with the overrides laid on top."""
        return cls((*package_days(years), *overrides))

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, Any]]) -> Self:
        """The calendar another room sent with `to_rows`; same rows, same version."""
        return cls(tuple(CalendarDay.from_row(row) for row in rows))

    def to_rows(self) -> list[dict[str, str | bool]]:
        """Rows {date, type, name, source, confirmed} for a versioned event, sorted by date."""
        return [row.to_row() for row in self.rows]

    def with_days(self, days: Iterable[CalendarDay]) -> "WorkingCalendar":
        """This calendar with the rows a person entered on top."""
        return WorkingCalendar((*self.rows, *days))

    def confirm_year(self, year: int, source: str) -> "WorkingCalendar":
        """This calendar after a person checked the estimates of a year against the official notice."""
        unsure = (row for row in self.rows if row.day.year == year and not row.confirmed)
        return self.with_days(replace(row, confirmed=True, source=source) for row in unsure)

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday, less holidays and days swapped off, plus worked Saturdays."""
        row = self._by_day.get(day)
        return day.weekday() < SATURDAY if row is None else row.type is DayType.WORK

    def day_name(self, day: date) -> str:
        """The holiday's or swap's name ('Quốc khánh', 'Làm bù'), else the weekday ('Thứ Bảy')."""
        row = self._by_day.get(day)
        return weekday_name(day) if row is None or not row.name else row.name

    def is_special(self, day: date) -> bool:
        """Whether a row moves work on this day, so that the plain week would be wrong about it."""
        row = self._by_day.get(day)
        return row is not None and row.moves_work

    def is_confirmed(self, year: int) -> bool:
        """Whether every day that moves work in this year has an official source behind it."""
        moving = [row for row in self.rows if row.day.year == year and row.moves_work]
        return bool(moving) and all(row.confirmed for row in moving)


@cache
def default_calendar() -> WorkingCalendar:
    """The calendar the product ships with: the package and `overrides.yaml`."""
    return WorkingCalendar.build(read_overrides())


def _hash_of(rows: tuple[CalendarDay, ...]) -> str:
    # The package version stands in the source of its rows, so it is part of the hash.
    text = dumps([row.to_row() for row in rows], ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:12]
