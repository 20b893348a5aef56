"""At most three voices into one Opus track that never stops: where nobody talks there is silence."""

from collections.abc import Iterable

import av
import numpy as np

from services.meeting.recorder.aac import AacEncoder
from services.meeting.recorder.segments import Sound
from services.meeting.recorder.voice import RATE, Samples, Voice

FRAME = RATE // 50
BIT_RATE = 40_000
KNEE = np.float32(0.8)  # louder than this is bent, never cut


class Mixer:
    """`mix` gives the frames from where it stopped last time, with `aac` once more in that."""

    def __init__(self, start: int, *, aac: bool = False) -> None:
        self._at = start
        self._aac = AacEncoder() if aac else None
        encoder = av.CodecContext.create("libopus", "w")
        encoder.sample_rate, encoder.layout, encoder.format = RATE, "mono", "flt"
        encoder.bit_rate = BIT_RATE
        self._encoder = encoder

    def mix(self, voices: Iterable[Voice], until: int) -> list[Sound]:
        """One Opus packet for each 20 ms that is over at sample `until`."""
        voices = list(voices)
        sounds: list[Sound] = []
        while self._at + FRAME <= until:
            mixed = np.zeros(FRAME, np.float32)
            for voice in voices:
                mixed += voice.read(self._at, FRAME)
            mixed = soft_limit(mixed)
            sounds.append(Sound(self._at, self._encode(mixed)))
            if self._aac:
                sounds += self._aac.encode(self._at, mixed)
            self._at += FRAME
        return sounds

    def skip_to(self, at: int) -> None:
        """Nothing was recorded up to `at`: the gap is not filled with silence."""
        if self._aac and at > self._at:
            self._aac = AacEncoder()
        self._at = max(self._at, at)

    def _encode(self, samples: Samples) -> bytes:
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="flt", layout="mono")
        frame.sample_rate, frame.pts = RATE, self._at
        return b"".join(bytes(packet) for packet in self._encoder.encode(frame))


def soft_limit(samples: Samples) -> Samples:
    """Between -1 and 1; nothing changes below the knee."""
    loud = np.abs(samples)
    room = np.float32(1) - KNEE
    bent = np.sign(samples) * (KNEE + room * np.tanh((loud - KNEE) / room))
    limited: Samples = np.where(loud <= KNEE, samples, bent).astype(np.float32)
    return limited
