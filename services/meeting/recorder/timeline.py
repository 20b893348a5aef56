"""When each packet was, in UTC µs. Started by arrival, corrected by sender reports. Pure.

The clocks of two streams are strangers. A point's sender reports tie both its streams to the point's own
clock, and one offset ties that clock to ours: so picture and voice of a point stay together.
"""

from collections import deque

from services.meeting.media.ntp import to_us
from services.meeting.media.serial import Unwrapped
from services.meeting.media.tap_frames import TapEvent, TapFrame

STRANGE_US = 1_000_000  # a packet this much slower than the fastest: its sender's clock was set
NEWEST = 512  # packets
HOLE_US = 5_000_000
MICRO = 1_000_000


class LeastOf:
    """The least of the last `size` values: the delay of the fastest packet."""

    def __init__(self, size: int) -> None:
        self._size, self._count = size, 0
        self._rising: deque[tuple[int, int]] = deque()  # (index, value), values rising

    def add(self, value: int) -> int:
        while self._rising and self._rising[-1][1] >= value:
            self._rising.pop()
        self._rising.append((self._count, value))
        self._count += 1
        if self._rising[0][0] <= self._count - 1 - self._size:
            self._rising.popleft()
        return self._rising[0][1]


class TapTime:
    """Until when one line has told all there was, UTC µs: what waits in it while this process stands still is not late.

    No clock of ours is asked. On a silent line the signs of life say that time goes on; where they stop, time stops.
    """

    def __init__(self) -> None:
        self.until_us = 0  # nothing was told

    def told(self, frame: TapFrame) -> bool:
        """The next frame of the line. False when it comes after a hole: the machine slept, and nobody knows of it."""
        at_us = int(frame.fields.get("at_us", 0)) if isinstance(frame, TapEvent) else frame.arrival_us
        if self.until_us and at_us - self.until_us > HOLE_US:
            return False
        self.until_us = max(self.until_us, at_us)
        return True


class PointClock:
    """How far our clock is ahead of one point's clock: told by the fastest of its newest packets, of both streams."""

    def __init__(self) -> None:
        self._offsets = LeastOf(NEWEST)

    def offset_us(self, offset_us: int) -> int:
        """The offset, now that a packet came `offset_us` after the point's own time of it."""
        least = self._offsets.add(offset_us)
        if offset_us - least <= STRANGE_US:
            return least
        self._offsets = LeastOf(NEWEST)  # somebody set the clock of that computer
        return self._offsets.add(offset_us)


class SourceClock:
    """One stream of `rate` ticks a second. Until its first report only the arrivals speak."""

    def __init__(self, rate: int, point: PointClock) -> None:
        self._rate, self._point = rate, point
        self._unwrap = Unwrapped(32)
        self._delays = LeastOf(NEWEST)
        self._report: tuple[int, int] | None = None  # (ticks, the sender's µs)

    def report(self, ntp: int, rtp: int) -> None:
        """The sender says which of its moments a timestamp was."""
        self._report = (self._unwrap(rtp), to_us(ntp))

    def time_of(self, rtp: int, arrival_us: int) -> int:
        """UTC µs of the packet with this timestamp that came then."""
        ticks = self._unwrap(rtp)
        if self._report is None:
            media_us = ticks * MICRO // self._rate
            return media_us + self._delays.add(arrival_us - media_us)
        report_ticks, report_us = self._report
        sender_us = report_us + (ticks - report_ticks) * MICRO // self._rate
        return sender_us + self._point.offset_us(arrival_us - sender_us)
