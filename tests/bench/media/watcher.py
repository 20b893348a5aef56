"""A viewer that counts: every packet's number is read off the line, none is decrypted; what is missing is asked for."""

import asyncio
import socket
from typing import Any

from aiortc import RTCPeerConnection, RTCSessionDescription
from aiortc.rtp import RtcpReceiverInfo

from services.meeting.media import rtcp
from services.meeting.media.aiortc_hooks import Wire, keep_media_out
from services.meeting.media.offers import read
from services.meeting.media.port import MediaPort
from services.meeting.media.rtp import HEADER, MARKER, parse, unwrap_rtx
from tests.services.meeting.media.peers import _connection as connection
from tests.services.meeting.media.peers import prefer, standing

DRAIN_S = 0.004
HALF = 1 << 15
ASK_TIMES = 10
ROOM_BYTES = 4 << 20  # nothing is lost while this process waits for its turn


class Line:
    """One m-line's stream: packets, frames by their markers, and numbers that did not come."""

    def __init__(self, ssrc: int, kind: str) -> None:
        self.ssrc, self.kind = ssrc, kind
        self.packets = self.frames = self.mended = 0
        self.first: int | None = None
        self.highest = 0  # endless
        self.missing: set[int] = set()
        self._asked: dict[int, int] = {}
        self._told = (0, 0)

    def take(self, seq: int, marked: int) -> None:
        self.packets += 1
        self.frames += marked >> 7
        ahead = (seq - self.highest) & 0xFFFF
        if ahead == 1:
            self.highest += 1
        elif self.first is None:
            self.first = self.highest = seq
        elif ahead < HALF:
            self.missing.update(range(self.highest + 1, self.highest + ahead))
            self.highest += ahead
        else:
            self.missing.discard(self.highest - (-ahead & 0xFFFF))

    def mend(self, seq: int) -> None:
        """A packet came when it was sent again."""
        endless = self.highest - ((self.highest - seq) & 0xFFFF)
        if endless in self.missing:
            self.missing.discard(endless)
            self.mended += 1

    def to_ask(self) -> list[int]:
        """What a browser would ask for: pictures, each number ten times at most."""
        if self.kind == "audio" or not self.missing:
            return []
        self._asked = {seq: self._asked.get(seq, 0) + 1 for seq in self.missing}
        return [seq % (1 << 16) for seq in sorted(self.missing) if self._asked[seq] <= ASK_TIMES][:64]

    def report(self) -> RtcpReceiverInfo:
        expected = self.highest - (self.first or 0) + 1
        came, meant = self.packets - self._told[0], expected - self._told[1]
        self._told = (self.packets, expected)
        fraction = min(255, max(0, meant - came) * 256 // meant) if meant > 0 else 0
        return RtcpReceiverInfo(self.ssrc, fraction, len(self.missing), self.highest % (1 << 32), 0, 0, 0)


class Watcher:
    """Like a point's page: the stage, `grid` thumbnails, `voices`; reports once a second and asks for what is lost."""

    def __init__(self, name: str, *, grid: int = 1, voices: int = 3) -> None:
        self.name, self._voices = name, voices
        self.connection: RTCPeerConnection = connection()
        for kind, number in (("video", 1 + grid), ("audio", voices)):
            for _ in range(number):
                prefer(self.connection.addTransceiver(kind, "recvonly"))
        self.lines: list[Line] = []
        self._by_ssrc: dict[int, Line] = {}
        self._again: dict[int, Line] = {}
        self.first_picture = asyncio.Event()

    @property
    def packets(self) -> int:
        return sum(line.packets for line in self.lines)

    @property
    def missing(self) -> int:
        return sum(len(line.missing) for line in self.lines)

    async def join(self, port: MediaPort, room: str) -> None:
        await self.connection.setLocalDescription()
        keep_media_out(self.connection)
        self._wire = Wire(self.connection)
        self._wire.listen(self._take, lambda _: None)
        session = await port.watch(room, self.name, self.connection.localDescription.sdp)
        for section in read(session.answer).sections:
            ssrc, again = section.ssrcs
            self.lines.append(Line(ssrc, section.kind))
            self._by_ssrc[ssrc] = self._again[again] = self.lines[-1]
        await self.connection.setRemoteDescription(RTCSessionDescription(session.answer, "answer"))
        await standing(self.connection)

    def take_over(self) -> None:
        """Read the socket ourselves from now on; asyncio would wake for each packet."""
        pair = self._wire._nominated[1]
        self._protocol = pair.protocol
        transport: Any = pair.protocol.transport
        self._socket = transport._sock
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, ROOM_BYTES)
        loop: Any = asyncio.get_running_loop()
        loop._remove_reader(self._socket.fileno())

    def drain(self) -> None:
        """Everything that waits on the socket."""
        receive, lines = self._socket.recvfrom, self._by_ssrc
        try:
            while True:
                data, address = receive(2048)
                if 128 <= data[0] < 192 and not 192 <= data[1] < 224:
                    _, second, seq, _, ssrc = HEADER.unpack_from(data)
                    line = lines.get(ssrc)
                    if line is not None:
                        line.take(seq, second & MARKER)
                        continue
                self._protocol.datagram_received(data, address)
        except (BlockingIOError, OSError):
            pass

    def report(self) -> None:
        self._wire.send_control(rtcp.receiver_report(1, [line.report() for line in self.lines if line.packets]))

    def ask_again(self) -> None:
        """As a browser does, until it has everything."""
        for line in self.lines:
            if lacking := line.to_ask():
                self._wire.send_control(rtcp.ask_again(1, line.ssrc, lacking))

    def _take(self, data: bytes) -> None:
        """Packets before `take_over`, and those sent again, which only decrypted say their number."""
        packet = parse(data)
        line = self._by_ssrc.get(packet.ssrc)
        if line is not None:
            line.take(packet.seq, packet.marker)
            if line is self.lines[0]:
                self.first_picture.set()
        elif packet.ssrc in self._again and (first := unwrap_rtx(packet, 0, packet.ssrc)) is not None:
            self._again[packet.ssrc].mend(first.seq)


class Audience:
    """All viewers of one engine: read in turns, reporting once a second, asking for what is lost."""

    def __init__(self) -> None:
        self.watchers: list[Watcher] = []
        self._task: asyncio.Task[None] | None = None

    async def add(self, watcher: Watcher, port: MediaPort, room: str) -> None:
        await watcher.join(port, room)
        watcher.take_over()
        self.watchers.append(watcher)
        if self._task is None:
            self._task = asyncio.create_task(self._drain())

    @property
    def packets(self) -> int:
        return sum(watcher.packets for watcher in self.watchers)

    @property
    def frames(self) -> int:
        """Pictures of the stage."""
        return sum(watcher.lines[0].frames for watcher in self.watchers)

    @property
    def missing(self) -> int:
        return sum(watcher.missing for watcher in self.watchers)

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        await asyncio.gather(*(watcher.connection.close() for watcher in self.watchers))

    async def _drain(self) -> None:
        turn = 0
        while True:
            await asyncio.sleep(DRAIN_S)
            turn += 1
            for at, watcher in enumerate(self.watchers):
                watcher.drain()
                if (turn + at) % 15 == 0:
                    watcher.ask_again()
                if (turn + at) % 250 == 0:
                    watcher.report()
