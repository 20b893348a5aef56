"""Days and calendars the tests of this package share."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from shared.calendar import CalendarDay, DayType, default_calendar, to_instant

CAL = default_calendar()
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
TERMS = st.integers(0, 40)


def day(text: str) -> date:
    """'26/11/2026' as a date."""
    return datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=UTC).date()


def at(text: str) -> datetime:
    """'26/11/2026 08:00' on the clock of Việt Nam as a UTC instant."""
    moment = datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=UTC)
    return to_instant(moment.date(), moment.time())


def row(text: str, kind: DayType, name: str = "Nghỉ", confirmed: bool = True) -> CalendarDay:
    """One row a person entered."""
    return CalendarDay(day(text), kind, name, "thông báo", confirmed)
