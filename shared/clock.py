"""The one business clock: real time plus one offset, so that a month can be played in minutes."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

OFFSET_BUCKET = "clock"
OFFSET_KEY = "offset_s"


class Clock(Protocol):
    """Business time in UTC."""

    def now(self) -> datetime: ...


def real_now() -> datetime:
    """Real time in UTC, for security expiry and leases; never for business dates."""
    return datetime.now(UTC)


def real_us() -> int:
    """Real UTC in µs: when a packet of picture or voice arrived."""
    return time.time_ns() // 1000


class OffsetClock:
    """Business time = real time + offset; a jump wakes everything that waits on `jumped`.

    The offset lives in one NATS key-value entry that every room follows. While the bus is away the last
    known offset holds. Production refuses an offset.
    """

    def __init__(self, *, production: bool = False) -> None:
        self._offset = timedelta()
        self._production = production
        self.jumped = asyncio.Event()

    def now(self) -> datetime:
        return real_now() + self._offset

    @property
    def offset(self) -> timedelta:
        return self._offset

    @property
    def is_real(self) -> bool:
        """Whether this clock can never leave real time."""
        return self._production

    def jump(self, offset_s: float) -> None:
        """Take a new offset in seconds; nothing happens when it is the present one. Refused in production."""
        if self._production and offset_s:
            raise ValueError("production runs on real time")
        if self._offset == timedelta(seconds=offset_s):
            return
        self._offset = timedelta(seconds=offset_s)
        self.jumped.set()
        self.jumped = asyncio.Event()
