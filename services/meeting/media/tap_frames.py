"""The tap's wire: what a room sends its recorder over TCP. Pure, both ways.

A frame is `!IB` – the length of what follows the kind, and the kind – and then that many bytes.
"""

import json
import struct
from dataclasses import dataclass
from typing import Any, Literal

HEAD = struct.Struct("!IB")
PACKET = struct.Struct("!QI")
REPORT = struct.Struct("!QIQI")
LARGEST = 1 << 20  # a frame longer than this is no frame: an RTP packet has at most 64 KiB


@dataclass(frozen=True, slots=True)
class TapEvent:
    """`stage`, `voices` or `gone`, as the specification of the tap names them."""

    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class TapPacket:
    """One decrypted RTP packet with its original header. `arrival_us` is UTC µs."""

    kind: Literal["V", "A"]
    arrival_us: int
    source: int
    rtp: bytes


@dataclass(frozen=True, slots=True)
class TapReport:
    """A sender report: `ntp` (64 bit) and `rtp` (32 bit) name the same moment of the source's clock."""

    arrival_us: int
    source: int
    ntp: int
    rtp: int


TapFrame = TapEvent | TapPacket | TapReport


def pack(frame: TapFrame) -> bytes:
    """The bytes of one frame."""
    match frame:
        case TapEvent(fields):
            kind, body = "J", json.dumps(fields).encode()
        case TapPacket(kind, arrival_us, source, rtp):
            body = PACKET.pack(arrival_us, source) + rtp
        case TapReport(arrival_us, source, ntp, rtp):
            kind, body = "S", REPORT.pack(arrival_us, source, ntp, rtp)
    return HEAD.pack(len(body), ord(kind)) + body


class TapParser:
    """Collects bytes as they come and gives whole frames. Raises `ValueError` on bytes that are no frame."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> list[TapFrame]:
        """The frames that `data` completes, in order. Frames of an unknown kind are passed over."""
        self._rest += data
        frames: list[TapFrame] = []
        start = 0
        while len(self._rest) - start >= HEAD.size:
            length, kind = HEAD.unpack_from(self._rest, start)
            if length > LARGEST:
                raise ValueError(f"a tap frame of {length} bytes")
            end = start + HEAD.size + length
            if len(self._rest) < end:
                break
            frame = _unpack(kind, bytes(self._rest[start + HEAD.size : end]))
            start = end
            if frame is not None:
                frames.append(frame)
        del self._rest[:start]
        return frames


def _unpack(kind: int, body: bytes) -> TapFrame | None:
    try:
        match chr(kind):
            case "J":
                return TapEvent(dict(json.loads(body)))
            case "V" | "A" as packet:
                arrival_us, source = PACKET.unpack_from(body)
                return TapPacket(packet, arrival_us, source, body[PACKET.size :])
            case "S":
                return TapReport(*REPORT.unpack(body))
    except struct.error as error:
        raise ValueError("a broken tap frame") from error
    return None
