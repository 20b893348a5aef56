"""One open voice: its packets in order, decoded, laid on the recording's timeline."""

import av
import av.error
import numpy as np
from numpy.typing import NDArray

from services.meeting.media.rtp import RtpPacket
from services.meeting.media.serial import Unwrapped
from services.meeting.recorder.reorder import Reorder
from services.meeting.recorder.timeline import MICRO, SourceClock

RATE = 48_000
PATIENCE_US, DEPTH = 100_000, 12
LEEWAY = RATE // 50  # a voice within 20 ms of its place goes on where it was: no clicks
LONGEST_FADE = 5  # lost packets that are covered up; what is longer is silence
ROOM = 2 * RATE
Samples = NDArray[np.float32]


class Voice:
    """Feed it with `put`; `lay` decodes what has its turn; `read` gives the mixer its samples."""

    def __init__(self, clock: SourceClock, origin_us: int) -> None:
        self.clock = clock
        self._origin_us = origin_us
        self._window: Reorder[tuple[RtpPacket, int]] = Reorder(PATIENCE_US, DEPTH)
        self._unwrap = Unwrapped()
        self._decoder = av.CodecContext.create("libopus", "r")
        self._decoder.sample_rate, self._decoder.layout = RATE, "mono"
        self._ring: Samples = np.zeros(ROOM, np.float32)
        self._read_to = 0
        self._next: int | None = None
        self._last: Samples = np.zeros(0, np.float32)
        self.overdue = 0

    @property
    def lost(self) -> int:
        return self._window.lost

    @property
    def taken(self) -> int:
        return self._window.taken

    def put(self, packet: RtpPacket, arrival_us: int) -> None:
        at_us = self.clock.time_of(packet.ts, arrival_us)
        self._window.put(self._unwrap(packet.seq), arrival_us, (packet, at_us))

    def lay(self, now_us: int) -> None:
        """Decode what has its turn by now; lost packets fade out what was said before."""
        for ordered in self._window.take(now_us):
            packet, at_us = ordered.item
            place = (at_us - self._origin_us) * RATE // MICRO
            if self._next is None or abs(place - self._next - ordered.lost * len(self._last)) > LEEWAY:
                self._next = place
            else:
                self._cover(ordered.lost)
            self._lay(self._decode(packet.payload))

    def read(self, start: int, count: int) -> Samples:
        """The samples from `start` on; silence where nobody spoke. Each sample is read once."""
        where = np.arange(start, start + count) % ROOM
        samples: Samples = self._ring[where]
        self._ring[where] = 0
        self._read_to = start + count
        return samples

    def _cover(self, lost: int) -> None:
        for step in range(min(lost, LONGEST_FADE)):
            self._lay(self._last * np.float32(0.6 ** (step + 1)))
        self._next = (self._next or 0) + max(lost - LONGEST_FADE, 0) * len(self._last)

    def _lay(self, samples: Samples) -> None:
        at, self._next = self._next or 0, (self._next or 0) + len(samples)
        self._last = samples if len(samples) else self._last
        late = self._read_to - at
        if late > 0:
            self.overdue += 1
            samples, at = samples[late:], max(at, self._read_to)
        if len(samples) and at + len(samples) <= self._read_to + ROOM:
            self._ring[np.arange(at, at + len(samples)) % ROOM] = samples

    def _decode(self, payload: bytes) -> Samples:
        if not payload:  # padding alone; to the decoder it would be the end of the voice
            return np.zeros(0, np.float32)
        try:
            frames = self._decoder.decode(av.Packet(payload))
        except av.error.FFmpegError:
            return np.zeros(len(self._last), np.float32)
        pieces = [_mono(frame) for frame in frames]
        return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


def _mono(frame: "av.AudioFrame") -> Samples:
    samples = frame.to_ndarray()
    channels = len(frame.layout.channels)
    if not frame.format.is_planar:
        samples = samples.reshape(-1, channels).T
    scale = 32768.0 if samples.dtype == np.int16 else 1.0
    mixed: Samples = (samples.astype(np.float32) / scale).mean(axis=0, dtype=np.float32)
    return mixed
