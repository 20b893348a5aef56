"""RTP packets and their counters that run round. Pure."""

import struct
from dataclasses import dataclass

HEADER = struct.Struct("!BBHII")


@dataclass(frozen=True, slots=True)
class Rtp:
    """What the recorder needs of one packet; `payload` is without padding."""

    sequence: int
    timestamp: int
    marker: bool
    payload: bytes


def read_rtp(data: bytes) -> Rtp:
    """The packet; header extensions are passed over. Raises `ValueError` on anything that is no RTP."""
    if len(data) < HEADER.size or data[0] >> 6 != 2:
        raise ValueError("no RTP packet")
    first, second, sequence, timestamp, _ssrc = HEADER.unpack_from(data)
    start = HEADER.size + 4 * (first & 0x0F)
    if first & 0x10:
        start += 4 + 4 * int.from_bytes(data[start + 2 : start + 4], "big")
    end = len(data) - (data[-1] if first & 0x20 else 0)
    if start > end:
        raise ValueError("a broken RTP packet")
    return Rtp(sequence, timestamp, bool(second & 0x80), data[start:end])


class Unwrap:
    """Counts on where a counter of `bits` runs round; a step of less than half the circle may go either way."""

    def __init__(self, bits: int) -> None:
        self._circle = 1 << bits
        self._last: int | None = None

    def __call__(self, value: int) -> int:
        if self._last is None:
            self._last = value
        half = self._circle // 2
        self._last += (value - self._last + half) % self._circle - half
        return self._last
