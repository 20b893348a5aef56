"""The picture stream on the stage: packets in order, access units whole, each at its time. Pure."""

from services.meeting.media.rtp import RtpPacket
from services.meeting.media.serial import Unwrapped
from services.meeting.recorder.h264 import Depacketizer
from services.meeting.recorder.reorder import Reorder
from services.meeting.recorder.segments import Picture
from services.meeting.recorder.timeline import SourceClock

PATIENCE_US, DEPTH = 250_000, 512  # a repeated packet may need a round trip


class Camera:
    """One source on the stage, seen at `point`."""

    def __init__(self, clock: SourceClock, origin_us: int, point: str) -> None:
        self.clock = clock
        self._origin_us, self._point = origin_us, point
        self._window: Reorder[tuple[RtpPacket, int]] = Reorder(PATIENCE_US, DEPTH)
        self._unwrap = Unwrapped()
        self._depacketizer = Depacketizer()

    @property
    def wants_key(self) -> bool:
        return self._depacketizer.wants_key

    def put(self, packet: RtpPacket, arrival_us: int) -> None:
        at_us = self.clock.time_of(packet.ts, arrival_us)
        self._window.put(self._unwrap(packet.seq), arrival_us, (packet, at_us))

    def pictures(self, now_us: int) -> list[Picture]:
        """The whole pictures by now."""
        found: list[Picture] = []
        for ordered in self._window.take(now_us):
            packet, at_us = ordered.item
            for unit in self._depacketizer.take(packet, ordered.lost):
                at = max(at_us - self._origin_us, 0)
                found.append(Picture(at, unit.sample, unit.is_key, unit.parameters, self._point))
        return found
