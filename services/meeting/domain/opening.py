"""On which day a conference may be opened: on the planned one; on another only when a person says so."""

from datetime import date

from services.meeting.domain import refusals as no
from shared.calendar.words import long_date


def check_day(planned: date, today: date, confirmed: date | None) -> None:
    """Refuses `AnotherDay` unless today is the planned day, or exactly today was confirmed.

    Rule: R-098, C-14
    """
    if today not in (planned, confirmed):
        raise no.AnotherDay(planned=long_date(planned), today=long_date(today))
