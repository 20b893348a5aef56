"""A point as its page sends it – HD, thumbnail, voice – with pictures encoded beforehand, packet by packet."""

import asyncio
import random
import time
from collections import OrderedDict
from heapq import heapify, heapreplace
from itertools import count
from typing import Any

from aiortc import RTCPeerConnection, RTCSessionDescription

from services.meeting.media import ntp, rtcp
from services.meeting.media.aiortc_hooks import Wire, codecs, extension_id, keep_media_out, sending_ssrcs
from services.meeting.media.handshake import LEVEL_URI, MID_URI
from services.meeting.media.port import MediaPort
from services.meeting.media.rtp import EXTENSION, HEADER, MARKER, ONE_BYTE_PROFILE, VERSION
from shared.clock import real_us
from tests.bench.media.film import HD, THUMBNAIL, Camera, Frame, film, stamped
from tests.services.meeting.media.peers import _connection as connection
from tests.services.meeting.media.peers import prefer, standing
from tests.services.meeting.recorder.camera_and_voice import tone

LOUD = 30  # −dBov
KEPT = 1024  # packets that can be asked for again
VOICE_EVERY_S = 0.02
RATES = {"video": 90_000, "audio": 48_000}


class Lane:
    """One stream on the wire: numbers, extensions, and what was sent, for whoever lost it."""

    def __init__(self, wire: Wire, transceiver: Any, rate: int) -> None:
        self.ssrc, self._rtx_ssrc = sending_ssrcs(transceiver)
        agreed = codecs(transceiver)
        self._payload_type = agreed[0].payloadType or 0
        self._rtx_type = next((one.payloadType for one in agreed if one.name.lower() == "rtx"), None)
        self._wire, self.rate = wire, rate
        self._extension = _extension(transceiver)
        self._seq, self._rtx_seq = random.randrange(1 << 15), random.randrange(1 << 15)
        self._base = random.randrange(1 << 32)
        self._sent: OrderedDict[int, bytes] = OrderedDict()
        self.packets = self.octets = self.frames = self.resent = 0

    def ts(self, at_us: int) -> int:
        return (self._base + at_us * self.rate // 1_000_000) % (1 << 32)

    def send(self, payloads: tuple[bytes, ...], at_us: int) -> None:
        """One frame; the last packet carries the marker."""
        ts, self.frames = self.ts(at_us), self.frames + 1
        burst = []
        for left, payload in zip(range(len(payloads) - 1, -1, -1), payloads, strict=True):
            marked = self._payload_type | (0 if left else MARKER)
            head = HEADER.pack(VERSION | EXTENSION, marked, self._seq, ts, self.ssrc)
            packet = head + self._extension + payload
            self._sent[self._seq] = packet
            self._seq = (self._seq + 1) % (1 << 16)
            self.packets, self.octets = self.packets + 1, self.octets + len(payload)
            burst.append(packet)
        self._wire.send(burst)
        while len(self._sent) > KEPT:
            self._sent.popitem(last=False)

    def resend(self, seq: int) -> None:
        packet = self._sent.get(seq)
        if packet is None or self._rtx_type is None:
            return
        marked = packet[1] & MARKER | self._rtx_type
        head = HEADER.pack(packet[0], marked, self._rtx_seq, int.from_bytes(packet[4:8]), self._rtx_ssrc)
        self._rtx_seq, self.resent = (self._rtx_seq + 1) % (1 << 16), self.resent + 1
        self._wire.send([head + self._extension + seq.to_bytes(2) + packet[12 + len(self._extension) :]])

    def report(self, at_us: int) -> bytes:
        return rtcp.sender_report(self.ssrc, ntp.from_us(at_us), self.ts(at_us), self.packets, self.octets, "bench")


class Shot:
    """A camera's film in a loop; a key frame asked for is the next frame, as an encoder does it."""

    def __init__(self, lane: Lane, camera: Camera, name: str) -> None:
        self._lane, self._name = lane, name
        self._film: tuple[Frame, ...] = film(camera)
        self._at = 0
        self.every_s = 1 / camera.fps
        self.asked = 0
        self.log: list[tuple[int, int]] | None = None  # frame number and time, when they are stamped

    def key_frame(self) -> None:
        self.asked += 1
        while not self._film[self._at].is_key:
            self._at = (self._at + 1) % len(self._film)

    def step(self, at_us: int) -> None:
        frame = self._film[self._at]
        payloads = frame.payloads
        if self.log is not None:
            payloads = stamped(frame, f"{self._name}:{self._lane.frames}:{at_us}")
            self.log.append((self._lane.frames, at_us))
        self._lane.send(payloads, at_us)
        self._at = (self._at + 1) % len(self._film)


class Voice:
    """Twenty milliseconds after twenty milliseconds."""

    def __init__(self, lane: Lane, hertz: float) -> None:
        self._lane, self._packets, self._at = lane, tone(hertz), 0
        self.every_s = VOICE_EVERY_S

    def step(self, at_us: int) -> None:
        self._lane.send((self._packets[self._at],), at_us)
        self._at = (self._at + 1) % len(self._packets)


class Point:
    """`join` an engine, then `play`. `speed` is how many times faster than life it sends."""

    def __init__(self, name: str, *, thumbnail: bool = True, stamps: bool = False) -> None:
        self.name, self.speed, self._stamps = name, 1.0, stamps
        self._kinds = ("video", "video", "audio") if thumbnail else ("video", "audio")
        self.connection: RTCPeerConnection = connection()
        self.lanes: list[Lane] = []
        self.shots: list[Shot] = []

    async def join(self, port: MediaPort, room: str) -> None:
        for kind in self._kinds:
            prefer(self.connection.addTransceiver(kind, "sendonly"))
        await self.connection.setLocalDescription()
        keep_media_out(self.connection)
        wire = Wire(self.connection)
        session = await port.publish(room, self.name, self.connection.localDescription.sdp)
        wire.listen(lambda _: None, self._hear)
        await self.connection.setRemoteDescription(RTCSessionDescription(session.answer, "answer"))
        await standing(self.connection)
        for transceiver in self.connection.getTransceivers():
            self.lanes.append(Lane(wire, transceiver, RATES[transceiver.kind]))
        *videos, _ = self.lanes
        self.shots = [Shot(lane, camera, self.name) for lane, camera in zip(videos, (HD, THUMBNAIL), strict=False)]
        self.shots[0].log = [] if self._stamps else None
        self._wire = wire

    @property
    def log(self) -> list[tuple[int, int]]:
        """Number and time of each frame of HD, when they are stamped."""
        return self.shots[0].log or []

    async def play(self) -> None:
        """Until cancelled, from a key frame on; sender reports once a second."""
        for shot in self.shots:
            shot.key_frame()
        voice = Voice(self.lanes[-1], 200 + sum(self.name.encode()) % 300)
        ties = count()
        parts: tuple[Shot | Voice, ...] = (*self.shots, voice)
        due = [(random.random() / 10, next(ties), part) for part in parts]
        heapify(due)
        begun, begun_us, reported = time.monotonic(), real_us(), 0.0
        while True:
            at, _, part = due[0]
            passed = time.monotonic() - begun
            if passed < at:
                await asyncio.sleep(at - passed)
            part.step(begun_us + round(at * 1_000_000))  # captured when it was due, however late we are
            heapreplace(due, (at + part.every_s / self.speed, next(ties), part))
            if at - reported > 1:
                reported = at
                self._wire.send_control(b"".join(lane.report(real_us()) for lane in self.lanes))

    def _hear(self, data: bytes) -> None:
        for packet in rtcp.read(data):
            asked = rtcp.wants_key_frame(packet)
            for lane, shot in zip(self.lanes, self.shots, strict=False):
                if asked == lane.ssrc:
                    shot.key_frame()
            again = rtcp.wanted_again(packet)
            for lane in self.lanes:
                if again is not None and again[0] == lane.ssrc:
                    for seq in again[1]:
                        lane.resend(seq)


def _extension(transceiver: Any) -> bytes:
    """What a browser puts into every packet: the m-line's name, and a voice its loudness."""
    said = b""
    if mid := extension_id(transceiver, MID_URI):
        name = transceiver.mid.encode()
        said += bytes([mid << 4 | len(name) - 1]) + name
    if level := extension_id(transceiver, LEVEL_URI):
        said += bytes([level << 4, LOUD])
    said += b"\0" * (-len(said) % 4)
    return ONE_BYTE_PROFILE.to_bytes(2) + (len(said) // 4).to_bytes(2) + said if said else b""
