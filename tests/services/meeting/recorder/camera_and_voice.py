"""A fake point: pre-encoded pictures and voice as RTP, on clocks of its own."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

import av
import numpy as np

from services.meeting.media.ntp import from_us
from services.meeting.media.tap_frames import TapPacket, TapReport

MTU = 1100


@cache
def pictures(width: int, height: int, count: int = 45, every: int = 15, shade: int = 0) -> tuple[bytes, ...]:
    """`count` access units of H.264 baseline, a key frame each `every`; Annex B."""
    encoder = av.CodecContext.create("libx264", "w")
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    encoder.time_base, encoder.framerate = Fraction(1, 15), Fraction(15)
    settings = f"keyint={every}:min-keyint={every}:scenecut=0:annexb=1:repeat-headers=1:bframes=0:threads=1"
    encoder.options = {"profile": "baseline", "preset": "ultrafast", "crf": "30", "x264-params": settings}
    units = []
    for number in range(count):
        plane = np.full((height * 3 // 2, width), 128, np.uint8)
        plane[:height] = (np.arange(width) + 5 * number + shade) % 200 + 20
        frame = av.VideoFrame.from_ndarray(plane, "yuv420p")
        frame.pts = number
        units += [bytes(packet) for packet in encoder.encode(frame)]
    units += [bytes(packet) for packet in encoder.encode(None)]
    assert len(units) == count
    return tuple(units)


@cache
def tone(hertz: float, count: int = 500) -> tuple[bytes, ...]:
    """`count` Opus packets of 20 ms."""
    encoder = av.CodecContext.create("libopus", "w")
    encoder.sample_rate, encoder.layout, encoder.format, encoder.bit_rate = 48000, "mono", "flt", 32000
    packets = []
    for number in range(count):
        at = (np.arange(960) + 960 * number) / 48000
        samples = (0.3 * np.sin(2 * np.pi * hertz * at)).astype(np.float32)
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="flt", layout="mono")
        frame.sample_rate, frame.pts = 48000, 960 * number
        packets += [bytes(packet) for packet in encoder.encode(frame)]
    return tuple(packets[:count])


def nals_of(unit: bytes) -> list[bytes]:
    return [nal.rstrip(b"\0") for nal in unit.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1") if nal]


def payloads(unit: bytes) -> Iterator[bytes]:
    """As a browser sends it: small units together (STAP-A), large ones in pieces (FU-A)."""
    nals = [nal for nal in nals_of(unit) if nal[0] & 31 not in (6, 9)]
    small = [nal for nal in nals if len(nal) < 100]
    if len(small) > 1:
        yield b"\x78" + b"".join(struct.pack("!H", len(nal)) + nal for nal in small)
        nals = [nal for nal in nals if len(nal) >= 100]
    for nal in nals:
        if len(nal) <= MTU:
            yield nal
            continue
        pieces = [nal[at : at + MTU] for at in range(1, len(nal), MTU)]
        for at, piece in enumerate(pieces):
            mark = (0x80 if at == 0 else 0) | (0x40 if at == len(pieces) - 1 else 0)
            yield bytes([nal[0] & 0xE0 | 28, mark | nal[0] & 0x1F]) + piece


def rtp(sequence: int, timestamp: int, payload: bytes, *, marker: bool = False) -> bytes:
    kind = 96 | (0x80 if marker else 0)
    return struct.pack("!BBHII", 0x80, kind, sequence & 0xFFFF, timestamp & 0xFFFFFFFF, 1) + payload


@dataclass
class Stream:
    """One RTP stream. `base` is where its timestamps begin; times are our UTC µs."""

    source: int
    rate: int
    base: int
    kind: str
    sequence: int = 65530
    started_us: int | None = field(default=None)

    def ticks(self, at_us: int) -> int:
        self.started_us = at_us if self.started_us is None else self.started_us
        return self.base + (at_us - self.started_us) * self.rate // 1_000_000

    def packets(self, at_us: int, parts: list[bytes], delay_us: int = 0) -> list[TapPacket]:
        made = []
        for at, part in enumerate(parts):
            data = rtp(self.sequence, self.ticks(at_us), part, marker=at == len(parts) - 1)
            made.append(TapPacket(self.kind, at_us + delay_us, self.source, data))  # type: ignore[arg-type]
            self.sequence += 1
        return made

    def report(self, at_us: int, clock_us: int = 0, delay_us: int = 0) -> TapReport:
        """The point's own clock is `clock_us` ahead of ours."""
        return TapReport(at_us + delay_us, self.source, from_us(at_us + clock_us), self.ticks(at_us) & 0xFFFFFFFF)
