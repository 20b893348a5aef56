"""Browsers of aiortc: a camera with pictures encoded beforehand, a screen that keeps packets as they come."""

import asyncio
import io
from fractions import Fraction
from functools import cache

import av
import numpy
from aiortc import (
    MediaStreamTrack,
    RTCBundlePolicy,
    RTCConfiguration,
    RTCPeerConnection,
    RTCRtpSender,
    RTCSessionDescription,
)

from services.meeting.media import rtcp
from services.meeting.media.aiortc_hooks import Wire, codecs, keep_media_out
from services.meeting.media.offers import read
from services.meeting.media.rtp import RtpPacket, parse, unwrap_rtx

FPS = 20
GROUP = 40  # a key frame every two seconds
H264 = "42e01f"


@cache
def encoded(width: int, height: int) -> tuple[bytes, ...]:
    """Access units of a short film with moving pictures; the first is a key frame."""
    with av.open(io.BytesIO(), "w", format="h264") as film:
        stream = film.add_stream("libx264", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.options = {"profile": "baseline", "tune": "zerolatency", "g": str(GROUP), "bf": "0", "threads": "1"}
        units = []
        for at in range(GROUP):
            picture = numpy.full((height, width, 3), (at * 5) % 255, dtype=numpy.uint8)
            units += [bytes(unit) for unit in stream.encode(av.VideoFrame.from_ndarray(picture, "rgb24"))]
        return tuple(units)


class Camera(MediaStreamTrack):
    """Plays the film in a loop; goes to its start when a key frame is asked for."""

    kind = "video"

    def __init__(self, width: int = 64, height: int = 48) -> None:
        super().__init__()
        self._units, self._at, self._frame = encoded(width, height), 0, 0
        self.asked = 0

    def key_frame(self) -> None:
        self.asked += 1
        self._at = 0

    async def recv(self) -> av.Packet:
        await asyncio.sleep(1 / FPS)
        packet = av.Packet(self._units[self._at % GROUP])
        packet.pts, packet.time_base = self._frame * 90_000 // FPS, Fraction(1, 90_000)
        self._at, self._frame = self._at + 1, self._frame + 1
        return packet


class Microphone(MediaStreamTrack):
    """Sends the same Opus packet every 20 ms."""

    kind = "audio"

    def __init__(self, payload: bytes = b"\xf8\xff\xfe") -> None:
        super().__init__()
        self._payload, self._frame = payload, 0

    async def recv(self) -> av.Packet:
        await asyncio.sleep(0.02)
        packet = av.Packet(self._payload)
        packet.pts, packet.time_base = self._frame * 960, Fraction(1, 48_000)
        self._frame += 1
        return packet


def _connection() -> RTCPeerConnection:
    return RTCPeerConnection(RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE))


class Speaker:
    """A point: camera, thumbnail and microphone. `lose` names sequence numbers of HD that never leave the house."""

    def __init__(self, *, video: bool = True, size: tuple[int, int] = (64, 48)) -> None:
        self.connection = _connection()
        self.hd, self.thumbnail, self.voice = Camera(*size), Camera(32, 32), Microphone()
        self.lose: set[int] = set()
        for camera in (self.hd, self.thumbnail) if video else ():
            transceiver = self.connection.addTransceiver(camera, "sendonly")
            transceiver.sender._send_keyframe = camera.key_frame
            prefer_h264(transceiver)
        self.connection.addTransceiver(self.voice, "sendonly")

    async def join(self, engine, room, point):
        await self.connection.setLocalDescription()
        session = await engine.publish(room, point, self.connection.localDescription.sdp)
        await self.connection.setRemoteDescription(RTCSessionDescription(session.answer, "answer"))
        return session


class Screen:
    """A viewer: packets by m-line, in the order they came; sent-again ones in `again`, by original number."""

    def __init__(self, *, grid: int = 1, voices: int = 3) -> None:
        self.connection = _connection()
        for kind, number in (("video", 1 + grid), ("audio", voices)):
            for _ in range(number):
                prefer_h264(self.connection.addTransceiver(kind, "recvonly"))
        self.packets: list[list[RtpPacket]] = [[] for _ in range(1 + grid + voices)]
        self.again: list[RtpPacket] = []
        self.control: list = []
        self._came = asyncio.Event()
        self._lines: dict[int, int] = {}
        self._sent_again: set[int] = set()

    async def join(self, engine, room, viewer):
        await self.connection.setLocalDescription()
        keep_media_out(self.connection)
        self.wire = Wire(self.connection)
        self.wire.listen(self._take, self._take_control)
        session = await engine.watch(room, viewer, self.connection.localDescription.sdp)
        for line, section in enumerate(read(session.answer).sections):
            self._lines[section.ssrcs[0]] = line
            self._sent_again.add(section.ssrcs[1])
        await self.connection.setRemoteDescription(RTCSessionDescription(session.answer, "answer"))
        return session

    def ssrc(self, line: int) -> int:
        return next(ssrc for ssrc, of in self._lines.items() if of == line)

    def ask_again(self, line: int, *seqs: int) -> None:
        self.wire.send_control(rtcp.ask_again(1, self.ssrc(line), seqs))

    def ask_key_frame(self, line: int) -> None:
        self.wire.send_control(rtcp.picture_loss(1, self.ssrc(line)))

    async def until(self, true) -> None:
        """Wait for packets until `true()`."""
        async with asyncio.timeout(20):
            while not true():
                self._came.clear()
                await self._came.wait()

    def _take(self, data: bytes) -> None:
        packet = parse(data)
        if packet.ssrc in self._lines:
            self.packets[self._lines[packet.ssrc]].append(packet)
        elif packet.ssrc in self._sent_again and (first := unwrap_rtx(packet, 0, packet.ssrc)):
            self.again.append(first)
        self._came.set()

    def _take_control(self, data: bytes) -> None:
        self.control += rtcp.read(data)
        self._came.set()


def prefer_h264(transceiver) -> None:
    if transceiver.kind == "video":
        able = RTCRtpSender.getCapabilities("video").codecs
        wanted = [c for c in able if c.name.lower() == "rtx" or c.parameters.get("profile-level-id") == H264]
        transceiver.setCodecPreferences(wanted)


__all__ = ["Camera", "Microphone", "Screen", "Speaker", "codecs", "encoded", "prefer_h264"]
