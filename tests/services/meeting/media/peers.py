"""Browsers of aiortc: a camera with pictures encoded beforehand, a screen that keeps packets as they come."""

import asyncio
import io
from contextlib import aclosing, asynccontextmanager
from fractions import Fraction
from functools import cache
from typing import Any

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
from aiortc.rtp import RtcpPsfbPacket, unpack_remb_fci

from services.meeting.media import ntp, rtcp
from services.meeting.media.aiortc_hooks import Wire, keep_media_out
from services.meeting.media.offers import Section, read
from services.meeting.media.port import Joined, Level, MediaEvent
from services.meeting.media.rtp import RtpPacket, parse, unwrap_rtx

FPS = 20
GROUP = 40  # a key frame every two seconds
H264 = "42e01f"


@cache
def encoded(width: int, height: int) -> tuple[bytes, ...]:
    """Access units of a short film of tiles that change; the first is a key frame."""
    with av.open(io.BytesIO(), "w", format="h264") as film:
        stream = film.add_stream("libx264", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = width // 16 * 16, height // 16 * 16, "yuv420p"
        stream.options = {"profile": "baseline", "tune": "zerolatency", "g": str(GROUP), "bf": "0", "threads": "1"}
        units, chance = [], numpy.random.default_rng(0)
        for _ in range(GROUP):
            picture = numpy.kron(chance.integers(0, 255, (height // 16, width // 16, 3)), numpy.ones((16, 16, 1)))
            units += [
                bytes(unit) for unit in stream.encode(av.VideoFrame.from_ndarray(picture.astype(numpy.uint8), "rgb24"))
            ]
        return tuple(units)


class Pace:
    """Every `step_s` by the clock: who was late catches up, so that the stream's own time stays true."""

    def __init__(self, step_s: float) -> None:
        self._step_s, self._due = step_s, 0.0

    async def wait(self) -> None:
        now = asyncio.get_running_loop().time()
        self._due = max(self._due, now - 1) + self._step_s if self._due else now
        await asyncio.sleep(self._due - now)


class Camera(MediaStreamTrack):
    """Plays the film in a loop; goes to its start when a key frame is asked for."""

    kind = "video"

    def __init__(self, width: int = 64, height: int = 48) -> None:
        super().__init__()
        self._units, self._at, self._frame = encoded(width, height), 0, 0
        self._pace = Pace(1 / FPS)
        self.asked = 0
        self.deaf = False

    def key_frame(self) -> None:
        self.asked += 1
        self._at = self._at if self.deaf else 0

    async def recv(self):
        await self._pace.wait()
        packet = av.Packet(self._units[self._at % GROUP])
        packet.pts, packet.time_base = self._frame * 90_000 // FPS, Fraction(1, 90_000)
        self._at, self._frame = self._at + 1, self._frame + 1
        return packet


SILENCE = (b"\xf8\xff\xfe",)


class Microphone(MediaStreamTrack):
    """Sends an Opus packet every 20 ms, the given ones in a loop."""

    kind = "audio"

    def __init__(self, payloads: tuple[bytes, ...] = SILENCE) -> None:
        super().__init__()
        self._payloads, self._frame, self._pace = payloads, 0, Pace(0.02)

    async def recv(self):
        await self._pace.wait()
        packet = av.Packet(self._payloads[self._frame % len(self._payloads)])
        packet.pts, packet.time_base = self._frame * 960, Fraction(1, 48_000)
        self._frame += 1
        return packet


def _connection() -> RTCPeerConnection:
    return RTCPeerConnection(RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE))


class Speaker:
    """A point: camera, thumbnail and microphone, sent by aiortc, which also answers what is asked for again."""

    def __init__(
        self, *, size: tuple[int, int] = (64, 48), h264: bool = True, sound: tuple[bytes, ...] = SILENCE
    ) -> None:
        self.connection = _connection()
        self.hd, self.thumbnail, self.voice = Camera(*size), Camera(32, 32), Microphone(sound)
        self.h264 = h264
        self.answered: tuple[Section, ...] = ()
        self.allowed: list[tuple[int, list[int]]] = []
        self.losses: list[float] = []
        self._came = asyncio.Event()
        for camera in (self.hd, self.thumbnail) if h264 else ():
            transceiver = self.connection.addTransceiver(camera, "sendonly")
            transceiver.sender._send_keyframe = camera.key_frame  # type: ignore[method-assign]
            prefer(transceiver)
        self.connection.addTransceiver(self.voice, "sendonly")

    async def join(self, engine, *where) -> Any:
        """`where` is the point, after its room where the engine has several."""
        await self.connection.setLocalDescription()
        offer = self.connection.localDescription.sdp
        session = await engine.publish(*where, offer if self.h264 else with_vp8(offer))
        answer = read(session.answer)
        self.answered = answer.sections
        await self.connection.setRemoteDescription(RTCSessionDescription(answer.carried_text(), "answer"))
        self._watch_feedback()
        return session

    def ssrc(self, line: int) -> int:
        return self.connection.getSenders()[line]._ssrc

    def lose_next(self, packets: int) -> list[int]:
        """The next packets of HD leave the camera and never arrive."""
        dtls: Any = self.connection.getTransceivers()[0].receiver.transport
        send, ssrc = dtls._send_rtp, self.connection.getSenders()[0]._ssrc
        lost: list[int] = []

        async def lossy(data: bytes) -> None:
            if len(lost) < packets and int.from_bytes(data[8:12]) == ssrc and not 192 <= data[1] <= 208:
                lost.append(int.from_bytes(data[2:4]))
                return
            await send(data)

        dtls._send_rtp = lossy
        return lost

    async def until(self, true) -> None:
        await _until(self._came, true)

    def _watch_feedback(self) -> None:
        dtls: Any = self.connection.getTransceivers()[0].receiver.transport
        handle = dtls._handle_rtcp_data

        async def take(data: bytes) -> None:
            for packet in rtcp.read(data):
                self.losses += [block.fraction_lost / 256 for block in rtcp.blocks_of(packet)]
                if isinstance(packet, RtcpPsfbPacket) and packet.fmt == 15:
                    self.allowed.append(unpack_remb_fci(packet.fci))
            self._came.set()
            await handle(data)

        dtls._handle_rtcp_data = take


class Screen:
    """A viewer: packets by m-line, in the order they came; sent-again ones in `again`, by original number."""

    def __init__(self, *, grid: int = 1, voices: int = 3) -> None:
        self.connection = _connection()
        for kind, number in (("video", 1 + grid), ("audio", voices)):
            for _ in range(number):
                prefer(self.connection.addTransceiver(kind, "recvonly"))
        self.packets: list[list[RtpPacket]] = [[] for _ in range(1 + grid + voices)]
        self.again: list[RtpPacket] = []
        self.reported: dict[int, tuple[int, int]] = {}
        self._came = asyncio.Event()
        self._lines: dict[int, int] = {}
        self._sent_again: set[int] = set()

    @classmethod
    @asynccontextmanager
    async def opened(cls, engine, *where):
        """A viewer whose line stands."""
        screen = cls()
        try:
            await screen.join(engine, *(where or ("screen",)))
            await standing(screen.connection)
            yield screen
        finally:
            await screen.connection.close()

    async def join(self, engine, *where) -> Any:
        await self.connection.setLocalDescription()
        keep_media_out(self.connection)
        self.wire = Wire(self.connection)
        self.wire.listen(self._take, self._take_control)
        session = await engine.watch(*where, self.connection.localDescription.sdp)
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
        await _until(self._came, true)

    def _take(self, data: bytes) -> None:
        packet = parse(data)
        if packet.ssrc in self._lines:
            self.packets[self._lines[packet.ssrc]].append(packet)
        elif packet.ssrc in self._sent_again and (first := unwrap_rtx(packet, 0, packet.ssrc)):
            self.again.append(first)
        self._came.set()

    def _take_control(self, data: bytes) -> None:
        for packet in rtcp.read(data):
            report = rtcp.sent_report(packet)
            if report is not None and report[0] in self._lines:
                self.reported[self._lines[report[0]]] = (ntp.to_us(report[1]), report[2])
        self._came.set()


@asynccontextmanager
async def opened(engine, *where, **camera):
    """A point whose packets flow."""
    speaker = Speaker(**camera)
    try:
        session = await speaker.join(engine, *where)
        await standing(speaker.connection)
        await told(engine, *where[:-1], true=lambda event: getattr(event, "mark", "") == session.mark)
        yield speaker
    finally:
        await speaker.connection.close()


async def told(engine, *room, true, viewer="peers") -> Any:
    """Wait until the room tells this; listens again, as a page does, when it fell."""
    async with asyncio.timeout(60):
        while True:
            async with aclosing(engine.events(*room, viewer)) as events:
                async for event in events:
                    if true(event):
                        return event


async def here(engine, *room) -> dict[str, Joined]:
    """The points that are in the room now."""
    seen: dict[str, Joined] = {}

    def note(event: MediaEvent) -> bool:
        if isinstance(event, Joined):
            seen[event.point] = event
        return isinstance(event, Level)  # the last of what holds now

    await told(engine, *room, true=note)
    return seen


async def standing(connection: RTCPeerConnection) -> None:
    """Wait until the line stands."""
    stands = asyncio.Event()
    connection.on("connectionstatechange", lambda: stands.set() if connection.connectionState == "connected" else None)
    if connection.connectionState != "connected":
        await asyncio.wait_for(stands.wait(), 10)


async def _until(came: asyncio.Event, true) -> None:
    async with asyncio.timeout(20):
        while not true():
            came.clear()
            await came.wait()


def prefer(transceiver) -> None:
    """Offer H.264 only, in the profile all browsers have."""
    if transceiver.kind == "video":
        able = RTCRtpSender.getCapabilities("video").codecs
        ours = [c for c in able if c.name.lower() == "rtx" or c.parameters.get("profile-level-id") == H264]
        transceiver.setCodecPreferences(ours)


def with_vp8(offer: str) -> str:
    """The offer of a voice as a device without H.264 makes it: two cameras in VP8 before it."""
    head, *voice = offer.split("m=", 1)
    cameras = [
        f"m=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=sendonly\r\na=mid:v{at}\r\na=rtpmap:96 VP8/90000\r\n"
        for at in range(2)
    ]
    return head.replace("a=group:BUNDLE ", "a=group:BUNDLE v0 v1 ") + "".join(cameras) + "m=" + voice[0]
