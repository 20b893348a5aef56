"""A point's session to send: its packets are sorted to the sources behind its picture, thumbnail and voice."""

from collections.abc import Callable
from itertools import count

from services.meeting.media.feedback import Feedback
from services.meeting.media.handshake import Handshake, Lane
from services.meeting.media.ladder import Ladder, Rung
from services.meeting.media.rtp import RtpPacket, elements, level, parse, unwrap_rtx, write
from services.meeting.media.source import Kind, Source

VIDEO_KINDS: tuple[Kind, ...] = ("hd", "thumbnail")
_source_ids = count(1)


class Publisher:
    """Video m-lines are HD, then the thumbnail; further ones are not listened to."""

    def __init__(
        self, point: str, session: str, handshake: Handshake, heard: Callable[[str, int], None], now: Callable[[], int]
    ) -> None:
        self.point, self.session = point, session
        self.sources: list[Source] = []
        self._heard, self._now_us = heard, now
        self._feedback = Feedback(handshake.wire, handshake.lanes[0].ours[0], now)
        self._ladder = Ladder(lowest=Rung.VOICE)
        self._lanes: dict[Source, Lane] = {}
        self._by_ssrc: dict[int, Source] = {}
        self._by_mid: dict[bytes, Source] = {}
        for lane in handshake.lanes:
            self._add(lane)
        handshake.wire.listen(self._take, self._feedback.take, self._flush)

    @property
    def voice(self) -> Source | None:
        return self._of("voice")

    @property
    def thumbnail(self) -> Source | None:
        """None while the line bears no picture."""
        return (self._of("thumbnail") or self._of("hd")) if self.rung < Rung.VOICE else None

    @property
    def rung(self) -> Rung:
        """What the line to us bears; the point is asked to send no more."""
        return self._ladder.rung

    @property
    def has_video(self) -> bool:
        """Whether pictures were agreed on."""
        return self._of("hd") is not None

    @property
    def loss(self) -> float:
        """What the way to us lost in the last second, 0 to 1."""
        return self._feedback.loss

    def best_video(self) -> Source | None:
        """HD while it comes and the line bears it, else the thumbnail while that comes; HD when neither does."""
        if self.rung is not Rung.HD:
            return self.thumbnail
        videos = [source for source in self.sources if source.kind != "voice"]
        now_us = self._now_us()
        return next((source for source in videos if source.is_alive(now_us)), videos[0] if videos else None)

    def came(self, *, pictures: bool = False) -> bool:
        """Whether anything – or any picture – came lately."""
        now_us = self._now_us()
        return any(s.is_alive(now_us) for s in self.sources if not pictures or s.kind != "voice")

    def tick(self) -> None:
        """Ask again for key frames and for packets that did not come."""
        for source in self.sources:
            source.tick(self._now_us())
            self._feedback.ask_again(source)

    def second(self) -> None:
        """Once a second: report, and see what the line bears."""
        self._feedback.second()
        self._ladder.second(self.loss)

    def _add(self, lane: Lane) -> None:
        kinds: tuple[Kind, ...] = VIDEO_KINDS if lane.kind == "video" else ("voice",)
        kind = next((kind for kind in kinds if self._of(kind) is None), None)
        if kind is None:
            return
        ask = self._feedback.ask_key_frame
        source = Source(next(_source_ids), self.point, kind, lane.clock_rate, lambda: ask(source))
        self.sources.append(source)
        self._lanes[source] = lane
        self._by_mid[lane.mid.encode()] = source
        self._by_ssrc.update({ssrc: source for ssrc in lane.theirs if ssrc})
        if lane.theirs[0]:
            self._feedback.know(source, lane.theirs[0])

    def _of(self, kind: Kind) -> Source | None:
        return next((source for source in self.sources if source.kind == kind), None)

    def _take(self, data: bytes) -> None:
        try:
            packet = parse(data)
        except ValueError:
            return
        source = self._by_ssrc.get(packet.ssrc) or self._learn(packet)
        if source is None:
            return
        first, again = self._lanes[source].payload_types
        if packet.payload_type == first:
            self._take_first(source, packet, data)
        elif packet.payload_type == again:
            self._take_again(source, packet)

    def _flush(self) -> None:
        for source in self.sources:
            source.flush()

    def _take_first(self, source: Source, packet: RtpPacket, data: bytes) -> None:
        now_us, level_id = self._now_us(), self._lanes[source].level_id
        source.reception.arrived(packet.seq, packet.ts, now_us // 1000)
        if source.reception.has_gaps:
            self._feedback.ask_again(source)
        if level_id and packet.extension:
            self._heard(self.point, level(packet, level_id))
        source.take(packet, now_us, data)

    def _take_again(self, source: Source, rtx: RtpPacket) -> None:
        packet = unwrap_rtx(rtx, self._lanes[source].payload_types[0], self._feedback.ssrc(source))
        if packet is not None:
            source.reception.mended(packet.seq)
            source.take(packet, self._now_us(), write(packet))

    def _learn(self, packet: RtpPacket) -> Source | None:
        """A browser that names no SSRC in its offer says the m-line in each packet."""
        said = elements(packet.extension)
        ids = {lane.mid_id for lane in self._lanes.values()} - {0}
        source = next((self._by_mid[mid] for at in ids if (mid := said.get(at)) in self._by_mid), None)
        if source is not None:
            self._by_ssrc[packet.ssrc] = source
            if packet.payload_type == self._lanes[source].payload_types[0]:
                self._feedback.know(source, packet.ssrc)
        return source
