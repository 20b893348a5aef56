"""One m-line of a viewer: whatever source stands behind it, one unbroken stream goes out."""

import random
from collections.abc import Iterable, Sequence

from services.meeting.media import ntp, rtcp
from services.meeting.media.aiortc_hooks import Wire
from services.meeting.media.continuation import Continuation
from services.meeting.media.rtp import HEADER, VERSION, RtpPacket
from services.meeting.media.sink import Arrived, Sink
from services.meeting.media.source import Source

pack = HEADER.pack  # called for each packet and viewer


class Output(Sink):
    """Rewrites number, timestamp, SSRC and payload type; extensions are dropped. Nothing is decoded."""

    def __init__(self, wire: Wire, clock_rate: int, ssrcs: tuple[int, int], payload_types: tuple[int, int]) -> None:
        super().__init__()
        self.ssrc, self._rtx_ssrc = ssrcs
        self._payload_type, self._rtx_payload_type = payload_types
        self._wire = wire
        # Low numbers first: a wrap within the first packets would break the other side's decryption.
        first = random.randrange(1 << 15)
        self._line = Continuation(clock_rate, first, random.randrange(1 << 32))
        self._rtx_seq = random.randrange(1 << 15)
        self.packets = self._octets = self.resent = 0
        self._loss: float | None = None
        self._reported = (0, first)  # by then sent, and come to the other side
        self._counted = 0

    def began(self, source: Source, packet: RtpPacket, now_us: int) -> None:
        self._line.begin(packet.seq, packet.ts, now_us)

    def take(self, burst: Sequence[Arrived]) -> None:
        place, kind, ssrc = self._line.write, self._payload_type, self.ssrc
        out = []
        for packet, at_us, _ in burst:
            if placed := place(packet.seq, packet.ts, at_us):
                seq, ts = placed
                out.append(pack(VERSION, packet.marker | kind, seq, ts, ssrc) + packet.payload)
        if out:
            self.packets += len(out)
            self._octets += sum(map(len, out)) - len(out) * HEADER.size
            self._wire.send(out)

    def resend(self, seqs: Iterable[int]) -> None:
        """Send packets again as RTX, those that the publisher's ring still holds."""
        held = [(seq, packet) for seq in seqs if (packet := self._held(seq)) is not None]
        if held and self._rtx_payload_type:
            self._wire.send([self._again(seq, packet) for seq, packet in held])

    def _held(self, seq: int) -> RtpPacket | None:
        source_seq = self._line.source_seq(seq)
        return self.current.ring.get(source_seq) if self.current is not None and source_seq is not None else None

    def _again(self, seq: int, packet: RtpPacket) -> bytes:
        ts = (packet.ts + self._line.ts_offset) % (1 << 32)
        marked = packet.marker | self._rtx_payload_type
        header = HEADER.pack(VERSION, marked, self._rtx_seq, ts, self._rtx_ssrc)
        self._rtx_seq = (self._rtx_seq + 1) % (1 << 16)
        self.resent += 1
        return header + seq.to_bytes(2) + packet.payload

    def heard(self, highest: int, lost: int) -> None:
        """A report of the other side. It counts as lost what never reached us, too: that is not its line's fault."""
        sent = self.packets - (self._line.seq - highest) % (1 << 16)
        came = highest - lost
        (sent_before, came_before) = self._reported
        if sent > sent_before:
            self._loss = min(1.0, max(0.0, 1 - (came - came_before) / (sent - sent_before)))
            self._reported = (sent, came)

    def second(self) -> tuple[float, int]:
        """What got lost of this second's packets, of how many. A report holds until the next, while the stream goes on.

        Browsers speak of voices every five seconds or so; a stream they have not spoken of does not count.
        """
        packets, self._counted = self.packets - self._counted, self.packets
        self._loss = self._loss if packets else None
        return (self._loss * packets, packets) if self._loss is not None else (0.0, 0)

    def report(self, name: str, now_us: int) -> bytes:
        """A sender report with the publisher's own relation of time and timestamp; nothing before we know it."""
        moment = self.current.moment(now_us) if self.current is not None else None
        if moment is None:
            return b""
        ts = (moment + self._line.ts_offset) % (1 << 32)
        return rtcp.sender_report(self.ssrc, ntp.from_us(now_us), ts, self.packets, self._octets, name)
