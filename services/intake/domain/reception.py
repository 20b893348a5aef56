"""When the counter receives: a time outside is a slip of the pen more often than a visitor at night."""

from collections.abc import Iterable
from datetime import datetime

from shared.calendar import WorkingCalendar, to_local
from shared.contracts.intake import Channel
from shared.profiles.unit import OfficeHours

AT_THE_COUNTER = frozenset({Channel.PAPER, Channel.COUNTER, Channel.HOTLINE})


def is_odd_time(
    channel: Channel, received_at: datetime, calendar: WorkingCalendar, hours: Iterable[OfficeHours]
) -> bool:
    """Whether paper, counter or telephone is said to have arrived while nobody was there to receive. It only warns:
    what was received counts from the time recorded, and mail and web arrive at any hour.

    Rule: R-093, R-030, C-05
    """
    local = to_local(received_at)
    inside = calendar.is_working_day(local.date()) and any(
        local.isoweekday() in block.weekdays and block.opens <= local.time() < block.closes for block in hours
    )
    return channel in AT_THE_COUNTER and not inside
