"""The days that differ from Monday to Friday: what the package knows, and what people entered after it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import holidays
import yaml

PACKAGE_SOURCE = f"holidays {version('holidays')}"
SATURDAY = 5
_TRUTH = {"true": True, "false": False}


class DayType(StrEnum):
    """What a row makes of its day."""

    OFF = "off"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day off or worked against the week, with who says so.

    `confirmed` is false for estimates: no official notice stands behind them yet.
    """

    day: date
    type: DayType
    name: str
    source: str
    confirmed: bool

    @property
    def moves_work(self) -> bool:
        """False for a holiday on a Saturday or Sunday: that day was free anyway."""
        return self.type is DayType.WORK or self.day.weekday() < SATURDAY

    def to_row(self) -> dict[str, str | bool]:
        """The row as JSON carries it: `date` in ISO, `type` off or work."""
        return {
            "date": self.day.isoformat(),
            "type": self.type.value,
            "name": self.name,
            "source": self.source,
            "confirmed": self.confirmed,
        }

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "CalendarDay":
        """The day of a row; `date` is ISO text or a date. Refuses an unknown type or date by ValueError."""
        day = row["date"] if isinstance(row["date"], date) else date.fromisoformat(row["date"])
        if not isinstance(row["confirmed"], bool):
            raise ValueError(f"confirmed is not true or false: {row['confirmed']!r}")
        return cls(day, DayType(row["type"]), str(row["name"]), str(row["source"]), row["confirmed"])


def read_overrides(text: str | None = None) -> tuple[CalendarDay, ...]:
    """The rows of `overrides.yaml`, or of another text of the same form.

    Every scalar is read as text: plain YAML takes the word `off` for false.
    """
    if text is None:
        text = files(__package__).joinpath("overrides.yaml").read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=yaml.BaseLoader) or ()
    return tuple(CalendarDay.from_row({**row, "confirmed": _TRUTH[row["confirmed"]]}) for row in rows)


def package_days(years: Iterable[int]) -> Iterator[CalendarDay]:
    """What the package `holidays` says of these years; nobody has confirmed it.

    The package adds worked Saturdays of 2014 and 2019 to every year: each year is asked alone, others dropped.
    """
    for year in years:
        country = holidays.country_holidays("VN", years=year, language="vi")
        for day, name in country.items():
            yield CalendarDay(day, DayType.OFF, name, PACKAGE_SOURCE, False)
        for day in country.weekend_workdays:
            if day.year == year:
                yield CalendarDay(day, DayType.WORK, "Làm bù", PACKAGE_SOURCE, False)
