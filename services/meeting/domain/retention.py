"""How long a recording is kept. Pure."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from shared.calendar import local_day, to_instant


def delete_at(recorded_at: datetime, months: int) -> datetime:
    """The first instant after the term, whose first day is the one after the recording. Rule: R-209"""
    return to_instant(_later(local_day(recorded_at), months) + timedelta(days=1), time(0))


def kept_through(deleted_at: datetime) -> date:
    """The last day of the term."""
    return local_day(deleted_at) - timedelta(days=1)


def _later(day: date, months: int) -> date:
    """The same day so many months later; the month's last one where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
