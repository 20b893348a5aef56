"""Office hours of a unit, and the day on which what arrives counts as received."""

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise

from shared.calendar.computed import ONE_DAY
from shared.calendar.counting import first_working_day
from shared.calendar.limits import end_of_day
from shared.calendar.words import clock_time, local_day, to_instant, to_local
from shared.calendar.working_calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The blocks of one working day on the clock of Việt Nam, in order; a block holds its start, not its end.

    Refuses no block, an empty one and blocks that overlap.
    """

    blocks: tuple[tuple[time, time], ...]

    def __post_init__(self) -> None:
        edges = [edge for block in self.blocks for edge in block]
        if not edges or any(a > b for a, b in pairwise(edges)):
            raise ValueError(f"office hours out of order: {self.words() or 'none'}")
        if any(start == end for start, end in self.blocks):
            raise ValueError(f"an empty block: {self.words()}")

    def words(self) -> str:
        """'08:00–12:00, 13:00–17:00'."""
        return ", ".join(f"{clock_time(start)}–{clock_time(end)}" for start, end in self.blocks)

    def closing(self) -> time:
        """When the last block ends."""
        return self.blocks[-1][1]


def is_open(cal: WorkingCalendar, hours: OfficeHours, at: datetime) -> bool:
    """Whether the counter is open at this instant. Rule: C-05"""
    local = to_local(at)
    now = local.time()
    return cal.is_working_day(local.date()) and any(start <= now < end for start, end in hours.blocks)


def receipt_ends(hours: OfficeHours, last_day: date, *, electronic_24x7: bool) -> datetime:
    """The UTC instant from which an arrival is late: the end of the last day, or closing time if strict.

    Rule: C-05
    """
    return end_of_day(last_day) if electronic_24x7 else to_instant(last_day, hours.closing())


def is_on_time(hours: OfficeHours, arrived_at: datetime, last_day: date, *, electronic_24x7: bool) -> bool:
    """Whether an arrival keeps the limit; the true arrival time is kept whatever the answer. Rule: C-05"""
    return to_local(arrived_at) < receipt_ends(hours, last_day, electronic_24x7=electronic_24x7)


def counted_on(cal: WorkingCalendar, hours: OfficeHours, arrived_at: datetime, *, electronic_24x7: bool) -> date:
    """The day of receipt: the day of arrival or, if strict, the next working day after closing.

    Rule: C-05
    """
    day = local_day(arrived_at)
    if electronic_24x7:
        return day
    if to_local(arrived_at).time() >= hours.closing():
        day += ONE_DAY
    return first_working_day(cal, day, ONE_DAY)
