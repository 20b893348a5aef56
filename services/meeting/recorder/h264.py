"""H.264 from RTP (RFC 6184: single, STAP-A, FU-A) into whole access units. Pure."""

from dataclasses import dataclass

from services.meeting.media.rtp import RtpPacket
from services.meeting.recorder.picture_size import LONGEST, is_parameter_set

SLICE_IDR, SPS, PPS, AUD, STAP_A, FU_A = 5, 7, 8, 9, 24, 28
LARGEST = 4 << 20  # bytes of one picture: a key frame of a whole second at 30 Mbit/s
UNIT_COST = 64  # bytes a unit takes beside its own: a million empty ones are a large picture too


@dataclass(frozen=True, slots=True)
class Parameters:
    """One camera at one size: its sequence and picture parameter sets."""

    sps: bytes
    pps: bytes


@dataclass(frozen=True, slots=True)
class AccessUnit:
    """One picture. `timestamp` is the packets' own."""

    timestamp: int
    nals: tuple[bytes, ...]
    is_key: bool
    parameters: Parameters

    @property
    def sample(self) -> bytes:
        """As MP4 keeps it: each unit after its length; parameter sets stay inside, so that any cut plays."""
        return b"".join(len(nal).to_bytes(4, "big") + nal for nal in self.nals)


class Depacketizer:
    """Takes packets in order. After a loss nothing comes out until the next key frame: `wants_key` asks for one.

    A picture of more than `largest` bytes, or one whose end never comes, is as good as lost; so memory stays bounded.
    """

    def __init__(self, largest: int = LARGEST) -> None:
        self._largest = largest
        self._timestamp: int | None = None
        self._nals: list[bytes] = []
        self._piece: bytearray | None = None
        self._size = 0
        self._sps = self._pps = b""
        self.wants_key = True
        self.broken = 0

    def take(self, packet: RtpPacket, lost: int) -> list[AccessUnit]:
        """The access units this packet completes."""
        done: list[AccessUnit] = []
        if packet.ts != self._timestamp:
            done += self._finish()
            self._timestamp = packet.ts
        if lost:
            self._break()
        self._size += len(packet.payload) + UNIT_COST
        if self._size <= self._largest:
            self._collect(packet.payload)
        elif self._nals or self._piece:
            self._break()
        return done + (self._finish() if packet.marker else [])

    def _break(self) -> None:
        self.broken += 1
        self._piece, self._nals = None, []
        self.wants_key = True

    def _collect(self, payload: bytes) -> None:
        kind = payload[0] & 0x1F if payload else 0
        if kind == STAP_A:
            self._split(payload)
        elif kind == FU_A:
            self._join(payload)
        elif 0 < kind < STAP_A:
            self._nals.append(payload)

    def _split(self, payload: bytes) -> None:
        at = 1
        while at + 2 < len(payload):
            size = int.from_bytes(payload[at : at + 2], "big")
            self._nals.append(payload[at + 2 : at + 2 + size])
            self._size += UNIT_COST
            at += 2 + size

    def _join(self, payload: bytes) -> None:
        if len(payload) < 2:
            return
        if payload[1] & 0x80:
            self._piece = bytearray([payload[0] & 0xE0 | payload[1] & 0x1F])
        if self._piece is None:
            return
        self._piece += payload[2:]
        if payload[1] & 0x40:
            self._nals.append(bytes(self._piece))
            self._piece = None

    def _finish(self) -> list[AccessUnit]:
        nals, self._nals, self._piece = [nal for nal in self._nals if nal and nal[0] & 0x1F != AUD], [], None
        self._size = 0
        for nal in nals:
            self._remember(nal)
        kinds = {nal[0] & 0x1F for nal in nals}
        is_key = SLICE_IDR in kinds and bool(self._sps and self._pps)
        if not kinds & {1, SLICE_IDR} or (self.wants_key and not is_key):
            return []
        self.wants_key = False
        if is_key and SPS not in kinds:
            nals = [self._sps, self._pps, *nals]
        return [AccessUnit(self._timestamp or 0, tuple(nals), is_key, Parameters(self._sps, self._pps))]

    def _remember(self, nal: bytes) -> None:
        """Parameter sets that can stand in an init segment; a sender's broken ones are as if they had not come."""
        if nal[0] & 0x1F == SPS and is_parameter_set(nal):
            self._sps = nal
        elif nal[0] & 0x1F == PPS and len(nal) <= LONGEST:
            self._pps = nal
