"""A session to watch: the stage, the grid and the voices, each m-line filled from whoever stands there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.meeting.media import rtcp
from services.meeting.media.handshake import Handshake
from services.meeting.media.ladder import Ladder, Rung
from services.meeting.media.output import Output
from services.meeting.media.port import VOICES, Slots
from services.meeting.media.publisher import Publisher
from services.meeting.media.slots import fill, fill_voices
from services.meeting.media.source import Source

REPORTS_IN_ONE = 12  # sender reports that fit one datagram


@dataclass(frozen=True, slots=True)
class Scene:
    """What is shown now. `before` was on stage earlier: the one on stage sees it instead of itself."""

    stage: str | None = None
    before: str | None = None
    voices: tuple[str, ...] = ()

    def stage_for(self, viewer: str) -> str | None:
        return self.before if self.stage == viewer else self.stage


class Viewer:
    """Knows which point stands in which of its slots; sources are switched without a new handshake."""

    def __init__(self, name: str, session: str, handshake: Handshake, now: Callable[[], int]) -> None:
        self.name, self.session = name, session
        self.loss = 0.0
        self._wire = handshake.wire
        self._now_us = now
        lanes = handshake.lanes
        outputs = [Output(self._wire, lane.clock_rate, lane.ours, lane.payload_types) for lane in lanes]
        videos = [out for out, lane in zip(outputs, lanes, strict=True) if lane.kind == "video"]
        self._stage, self._grid = videos[:1], videos[1:]
        self._voices = [out for out, lane in zip(outputs, lanes, strict=True) if lane.kind == "audio"][:VOICES]
        self._outputs = {out.ssrc: out for out in outputs}
        self._ladder = Ladder()
        self.slots = Slots(name, session, None, (None,) * len(self._grid), (None,) * len(self._voices))
        self._wire.listen(_ignore, self._take_rtcp)

    @property
    def rung(self) -> Rung:
        """What the line carries."""
        return self._ladder.rung

    def arrange(self, scene: Scene, points: Mapping[str, Publisher]) -> bool:
        """Aim every output at whoever should stand there now; whether the slots changed."""
        slots = self._slots(scene, points)
        for output in self._stage:
            output.aim(self._picture(points[slots.stage]) if slots.stage else None)
        for output, point in zip(self._grid, slots.grid, strict=True):
            output.aim(points[point].thumbnail if point and self.rung < Rung.VOICE else None)
        for output, point in zip(self._voices, slots.voices, strict=True):
            output.aim(points[point].voice if point and self.rung is not Rung.TEXT else None)
        changed, self.slots = slots != self.slots, slots
        return changed

    def second(self) -> None:
        """Once a second: tell when each stream's time was; sum up what got lost on the way."""
        now_us = self._now_us()
        reports = [report for out in self._outputs.values() if (report := out.report(self.session, now_us))]
        for at in range(0, len(reports), REPORTS_IN_ONE):
            self._wire.send_control(b"".join(reports[at : at + REPORTS_IN_ONE]))
        lost, sent = map(sum, zip(*(out.second() for out in self._outputs.values()), strict=True))
        self.loss = lost / sent if sent else 0.0
        self._ladder.second(self.loss)

    def close(self) -> None:
        """Let go of all sources."""
        for output in self._outputs.values():
            output.aim(None)

    def _slots(self, scene: Scene, points: Mapping[str, Publisher]) -> Slots:
        others = [point for point, publisher in points.items() if publisher.has_video and point != self.name]
        stage = scene.stage_for(self.name)
        if scene.stage == self.name and stage not in points:  # nobody was there before: better anybody than nothing
            stage = next(iter(others), None)
        voices = [point for point in scene.voices if point != self.name and point in points]
        return Slots(
            viewer=self.name,
            session=self.session,
            stage=stage if self._stage and stage in points else None,
            grid=fill(self.slots.grid, others),
            voices=fill_voices(self.slots.voices, voices, stage),
            rung=self.rung.name.lower(),
        )

    def _picture(self, publisher: Publisher) -> Source | None:
        match self.rung:
            case Rung.HD:
                return publisher.best_video()
            case Rung.THUMBNAIL:
                return publisher.thumbnail
        return None

    def _take_rtcp(self, data: bytes) -> None:
        for packet in rtcp.read(data):
            for block in rtcp.blocks_of(packet):
                if block.ssrc in self._outputs:
                    self._outputs[block.ssrc].heard(block.highest_sequence, block.packets_lost)
            wanted = rtcp.wanted_again(packet)
            if wanted is not None and wanted[0] in self._outputs:
                self._outputs[wanted[0]].resend(wanted[1])
            self._key_frame(rtcp.wants_key_frame(packet))

    def _key_frame(self, ssrc: int | None) -> None:
        output = self._outputs.get(ssrc) if ssrc is not None else None
        if output is not None and output.current is not None:
            output.current.want_key_frame(self._now_us())


def _ignore(_: bytes) -> None:
    """A viewer sends no media."""
