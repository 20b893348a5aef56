"""A point's session to send: its packets in, our reports and wishes back."""

import time
from collections.abc import Callable
from itertools import count

from services.meeting.media import rtcp
from services.meeting.media.allowance import Allowance
from services.meeting.media.handshake import Handshake, Lane
from services.meeting.media.ntp import DeviceClock
from services.meeting.media.rtp import RtpPacket, elements, level, parse, unwrap_rtx, write
from services.meeting.media.source import Kind, Source

VIDEO_KINDS: tuple[Kind, ...] = ("hd", "thumbnail")
_source_ids = count(1)


class Publisher:
    """Reads the point's packets and sorts them to its sources: HD, thumbnail, voice."""

    def __init__(
        self, point: str, session: str, handshake: Handshake, heard: Callable[[str, int], None], now: Callable[[], int]
    ) -> None:
        self.point, self.session = point, session
        self.sources: list[Source] = []
        self.loss = 0.0
        self._wire = handshake.wire
        self._ours = handshake.lanes[0].ours[0]
        self._heard = heard
        self._now_us = now
        self._clock = DeviceClock()
        self._allowance = Allowance()
        self._lanes: dict[Source, Lane] = {}
        self._by_ssrc: dict[int, Source] = {}
        self._by_mid: dict[bytes, Source] = {}
        self._ssrcs: dict[Source, int] = {}
        self._reports: dict[Source, tuple[int, int]] = {}
        for lane in handshake.lanes:
            self._add(lane)
        self._wire.listen(self._take_rtp, self._take_rtcp)

    @property
    def voice(self) -> Source | None:
        return self._of("voice")

    @property
    def thumbnail(self) -> Source | None:
        return self._of("thumbnail") or self._of("hd")

    @property
    def has_video(self) -> bool:
        """Whether pictures were agreed on."""
        return self._of("hd") is not None

    def best_video(self) -> Source | None:
        """HD while it comes, else the thumbnail while that comes; HD when neither does."""
        videos = [source for source in self.sources if source.kind != "voice"]
        now_us = self._now_us()
        return next((source for source in videos if source.is_alive(now_us)), videos[0] if videos else None)

    def came(self) -> bool:
        """Whether anything came lately."""
        return any(source.is_alive(self._now_us()) for source in self.sources)

    def pictures_came(self) -> bool:
        """Whether pictures came lately."""
        return any(source.is_alive(self._now_us()) for source in self.sources if source.kind != "voice")

    def tick(self) -> None:
        """Ask again for key frames and for packets that did not come."""
        for source in self.sources:
            source.tick(self._now_us())
            self._ask_again(source)

    def second(self) -> None:
        """Once a second: report what arrived, allow bits for all streams together."""
        blocks, self.loss = [], 0.0
        for source, ssrc in self._ssrcs.items():
            report = source.reception.report()
            if report is not None:
                blocks.append(rtcp.block(ssrc, report, *self._round_trip(source)))
                self.loss = max(self.loss, report.fraction)
        if blocks:
            ssrcs = [ssrc for source, ssrc in self._ssrcs.items() if source.kind != "voice"]
            allowed = rtcp.bitrate(self._ours, self._allowance.second(self.loss), ssrcs) if ssrcs else b""
            self._wire.send_control(rtcp.receiver_report(self._ours, blocks) + allowed)

    def _add(self, lane: Lane) -> None:
        kind: Kind | None = "voice"
        if lane.kind == "video":
            kind = next((kind for kind in VIDEO_KINDS if self._of(kind) is None), None)
        if kind is None or self._of(kind) is not None:
            return
        source = Source(next(_source_ids), self.point, kind, lane.clock_rate, lambda: self._picture_loss(source))
        self.sources.append(source)
        self._lanes[source] = lane
        self._by_mid[lane.mid.encode()] = source
        self._by_ssrc.update({ssrc: source for ssrc in lane.theirs if ssrc})
        if lane.theirs[0]:
            self._ssrcs[source] = lane.theirs[0]

    def _of(self, kind: Kind) -> Source | None:
        return next((source for source in self.sources if source.kind == kind), None)

    def _take_rtp(self, data: bytes) -> None:
        try:
            packet = parse(data)
        except ValueError:
            return
        source = self._by_ssrc.get(packet.ssrc) or self._learn(packet)
        if source is None:
            return
        lane, now_us = self._lanes[source], self._now_us()
        if packet.payload_type == lane.payload_types[1]:
            self._take_again(source, packet, now_us)
        elif packet.payload_type == lane.payload_types[0]:
            self._take_first(source, packet, lane, now_us, data)

    def _take_first(self, source: Source, packet: RtpPacket, lane: Lane, now_us: int, data: bytes) -> None:
        source.reception.arrived(packet.seq, packet.ts, now_us // 1000)
        if source.reception.has_gaps:
            self._ask_again(source)
        if lane.level_id and packet.extension:
            self._heard(self.point, level(packet, lane.level_id))
        source.take(packet, now_us, data)

    def _take_again(self, source: Source, rtx: RtpPacket, now_us: int) -> None:
        ssrc = self._ssrcs.get(source, 0)
        packet = unwrap_rtx(rtx, self._lanes[source].payload_types[0], ssrc)
        if packet is not None:
            source.reception.mended(packet.seq)
            source.take(packet, now_us, write(packet))

    def _learn(self, packet: RtpPacket) -> Source | None:
        """A browser that names no SSRC in its offer says the m-line in each packet."""
        said = elements(packet.extension)
        ids = {lane.mid_id for lane in self._lanes.values()} - {0}
        source = next((self._by_mid[said[key]] for key in ids if said.get(key) in self._by_mid), None)
        if source is not None:
            self._by_ssrc[packet.ssrc] = source
            if packet.payload_type == self._lanes[source].payload_types[0]:
                self._ssrcs[source] = packet.ssrc
        return source

    def _take_rtcp(self, data: bytes) -> None:
        for packet in rtcp.read(data):
            report = rtcp.sent_report(packet)
            source = self._by_ssrc.get(report[0]) if report else None
            if report is not None and source is not None and self._ssrcs.get(source) == report[0]:
                now_us = self._now_us()
                source.told(self._clock.ours(report[1], now_us), report[2], now_us)
                self._reports[source] = (report[1] >> 16 & 0xFFFFFFFF, now_us)

    def _round_trip(self, source: Source) -> tuple[int, int]:
        last = self._reports.get(source)
        if last is None:
            return 0, 0
        return last[0], min((self._now_us() - last[1]) * 65536 // 1_000_000, 0xFFFFFFFF)

    def _ask_again(self, source: Source) -> None:
        lacking = source.reception.to_ask(self._now_us() // 1000)
        if lacking:
            self._wire.send_control(rtcp.ask_again(self._ours, self._ssrcs[source], lacking))

    def _picture_loss(self, source: Source) -> None:
        if source in self._ssrcs:
            self._wire.send_control(rtcp.picture_loss(self._ours, self._ssrcs[source]))


def unix_us() -> int:
    """UTC in µs; arrival times, sender reports and the tap count in it."""
    return time.time_ns() // 1000
