"""The mixed voices once more as AAC, for players that do not know Opus. Frames of 1024 samples, whatever comes in."""

import av
import numpy as np

from services.meeting.recorder.segments import Sound
from services.meeting.recorder.voice import RATE, Samples

FRAME = 1024
BIT_RATE = 64_000


class AacEncoder:
    """For sound without a hole; after one, a new encoder begins."""

    def __init__(self) -> None:
        encoder = av.CodecContext.create("aac", "w")
        encoder.sample_rate, encoder.layout, encoder.format = RATE, "mono", "fltp"
        encoder.bit_rate = BIT_RATE
        self._encoder = encoder
        self._waiting: Samples = np.zeros(0, np.float32)
        self._start: int | None = None
        self._at = 0

    def encode(self, at: int, samples: Samples) -> list[Sound]:
        """The packets that are complete; `at` is where the samples stand."""
        if self._start is None:
            self._start = self._at = at
        self._waiting = np.concatenate((self._waiting, samples))
        sounds: list[Sound] = []
        while len(self._waiting) >= FRAME:
            sounds += self._frame(self._waiting[:FRAME])
            self._waiting = self._waiting[FRAME:]
        return sounds

    def _frame(self, samples: Samples) -> list[Sound]:
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="fltp", layout="mono")
        frame.sample_rate, frame.pts = RATE, self._at
        self._at += FRAME
        packets = self._encoder.encode(frame)
        # The first packet holds what the encoder puts before the first sample: nobody said that.
        placed = [(packet.pts or 0, bytes(packet)) for packet in packets]
        return [Sound(tick, data, FRAME, is_aac=True) for tick, data in placed if tick >= (self._start or 0)]
