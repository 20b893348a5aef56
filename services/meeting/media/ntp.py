"""NTP timestamps of 64 bits, and one clock for all: each device's own is laid onto ours. RFC 3550 4. Pure."""

UNIX_IN_NTP_S = 2_208_988_800
JUMP_US = 500_000  # a device whose clock was set


def from_us(unix_us: int) -> int:
    """UTC µs as an NTP timestamp."""
    return ((unix_us << 32) // 1_000_000 + (UNIX_IN_NTP_S << 32)) % (1 << 64)


def to_us(ntp: int) -> int:
    """An NTP timestamp as UTC µs, of the years 1968 to 2104: the count starts again in 2036."""
    if ntp < 1 << 63:
        ntp += 1 << 64
    return ((ntp - (UNIX_IN_NTP_S << 32)) * 1_000_000) >> 32


class DeviceClock:
    """What a device calls a time, in our time: off by the one-way delay, the same for all streams of the device.

    Without it a browser would hold one branch's picture back by the seconds its clock differs from another's voice.
    """

    def __init__(self) -> None:
        self._ahead_us: int | None = None

    def ours(self, ntp: int, now_us: int) -> int:
        """The report's time as UTC µs of ours. `now_us` is when it arrived; the first report sets the difference."""
        theirs = to_us(ntp)
        if self._ahead_us is None or abs(theirs - self._ahead_us - now_us) > JUMP_US:
            self._ahead_us = theirs - now_us
        return theirs - self._ahead_us
