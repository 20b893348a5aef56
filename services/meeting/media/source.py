"""One stream of a publisher: its packets come in once, go out to every sink, and are kept for whoever lost one."""

from collections.abc import Callable
from typing import Literal

from services.meeting.media.h264 import starts_key_frame
from services.meeting.media.reception import Reception
from services.meeting.media.ring import VIDEO_PACKETS, VOICE_PACKETS, Ring
from services.meeting.media.rtp import RtpPacket
from services.meeting.media.sink import Arrived, Sink

Kind = Literal["hd", "thumbnail", "voice"]
ASK_KEY_FRAME_EVERY_US = 300_000
SILENT_US = 1_500_000


class Source:
    """`id` is new for each stream of each session, so that a point that came back is told from what it was."""

    def __init__(self, id: int, point: str, kind: Kind, clock_rate: int, ask_key_frame: Callable[[], None]) -> None:
        self.id, self.point, self.kind, self.clock_rate = id, point, kind, clock_rate
        self.ring = Ring(VOICE_PACKETS if kind == "voice" else VIDEO_PACKETS)
        self.reception = Reception(clock_rate, mends=kind != "voice")
        self.sinks: tuple[Sink, ...] = ()
        self.waiting: tuple[Sink, ...] = ()
        self.reported: tuple[int, int] | None = None  # UTC µs of ours, RTP timestamp: the same moment
        self.came_us = 0
        self.key_frames_asked = 0
        self._burst: list[Arrived] = []
        self._ask_key_frame = ask_key_frame
        self._wanted = False
        self._asked_us = 0

    def take(self, packet: RtpPacket, now_us: int, data: bytes) -> None:
        """A packet for every sink, at the next `flush`; one that was here already goes no further."""
        if not self.ring.put(packet):
            return
        self.came_us = now_us
        if self.kind == "voice" or starts_key_frame(packet.payload):
            self._wanted = False
            if self.waiting:
                self._start(packet, now_us)
        self._burst.append(Arrived(packet, now_us, data))

    def flush(self) -> None:
        """Give the sinks what came in this turn: a burst costs each of them little more than a packet."""
        if self._burst:
            burst, self._burst = self._burst, []
            for sink in self.sinks:
                sink.take(burst)

    def told(self, at_us: int, ts: int, now_us: int) -> None:
        """The publisher's sender report: `ts` was at `at_us` of our clock."""
        self.reported = (at_us, ts)
        for sink in self.sinks:
            sink.told(self, at_us, ts, now_us)

    def is_alive(self, now_us: int) -> bool:
        """Whether packets came within the last second and a half."""
        return now_us - self.came_us < SILENT_US

    def want_key_frame(self, now_us: int) -> None:
        """Ask the publisher, at most every 0.3 s, until one comes. A voice has none."""
        if self.kind != "voice":
            self._wanted = True
            self.tick(now_us)

    def tick(self, now_us: int) -> None:
        """Ask again for what has not come."""
        if self._wanted and now_us - self._asked_us >= ASK_KEY_FRAME_EVERY_US:
            self._asked_us = now_us
            self.key_frames_asked += 1
            self._ask_key_frame()

    def moment(self, now_us: int) -> int | None:
        """The stream's timestamp at `now_us`, by its last sender report; `None` before the first."""
        if self.reported is None:
            return None
        at_us, ts = self.reported
        return (ts + (now_us - at_us) * self.clock_rate // 1_000_000) % (1 << 32)

    def wait(self, sink: Sink) -> None:
        """The sink starts at the next key frame, which the next tick asks for."""
        self.waiting = (*self.waiting, sink)
        self._wanted = self.kind != "voice"

    def add(self, sink: Sink) -> None:
        self.sinks = (*self.sinks, sink)

    def drop(self, sink: Sink) -> None:
        self.flush()
        self.sinks = tuple(other for other in self.sinks if other is not sink)

    def drop_waiting(self, sink: Sink) -> None:
        self.waiting = tuple(other for other in self.waiting if other is not sink)

    def _start(self, packet: RtpPacket, now_us: int) -> None:
        self.flush()
        for sink in self.waiting:
            sink.start(self, packet, now_us)
        self.waiting = ()
