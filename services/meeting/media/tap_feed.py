"""What a recorder gets of a room: the stage's HD and the open voices, or one point's own. A slow one loses pictures."""

from collections.abc import Callable, Sequence
from typing import Any, Literal, Protocol

from services.meeting.media import ntp
from services.meeting.media.h264 import starts_key_frame
from services.meeting.media.room import Room
from services.meeting.media.rtp import RtpPacket
from services.meeting.media.sink import Arrived, Sink
from services.meeting.media.source import Source
from services.meeting.media.tap_frames import TapEvent, TapFrame, TapPacket, TapReport, pack

MOST_KEPT = 4 << 20  # bytes not yet read by the recorder: some twenty seconds of HD


class Pipe(Protocol):
    """The writing half of the recorder's line."""

    def write(self, data: bytes) -> None: ...

    def get_write_buffer_size(self) -> int: ...


class Tap(Sink):
    """One stream on its way to the recorder."""

    def __init__(self, feed: "TapFeed", kind: Literal["V", "A"]) -> None:
        super().__init__()
        self._feed = feed
        self._kind = kind

    def began(self, source: Source, packet: RtpPacket, now_us: int) -> None:
        if self._kind == "V":
            self._feed.tell("stage", source=source.id, point=source.point)
        else:
            self._feed.tell_voices()
        if source.reported is not None:
            self.told(source, *source.reported, now_us)

    def take(self, burst: Sequence[Arrived]) -> None:
        for packet, at_us, data in burst:
            if self.current is not None and self._feed.has_room(self.current, packet, at_us):
                self._feed.put(TapPacket(self._kind, at_us, self.current.id, data))

    def told(self, source: Source, at_us: int, ts: int, now_us: int) -> None:
        self._feed.put(TapReport(now_us, source.id, ntp.from_us(at_us), ts))


class TapFeed:
    """Follows the room's stage and voices, or always the same `point`; `arrange` is called at each change.

    A point is heard while its microphone is open and never else: who speaks aside of the session is not recorded.
    """

    def __init__(self, room: Room, pipe: Pipe, now: Callable[[], int], point: str | None = None) -> None:
        self.dropped, self._point = 0, point
        self._room, self._pipe, self._now_us = room, pipe, now
        self._stage = Tap(self, "V")
        self._voices: dict[str, Tap] = {}
        self._known: dict[int, Source] = {}
        self._stage_is_empty = False
        self._starved = False  # pictures were dropped: the next is a key frame
        room.changed.append(self.arrange)
        self.arrange()

    def arrange(self) -> None:
        """Aim at what is on stage and heard now."""
        points, (stage, voices) = self._room.points, self._wanted()
        shown = points[stage].best_video() if stage in points else None
        self._stage.aim(shown)
        if shown is None and not self._stage_is_empty:
            self.tell("stage", source=None, point=stage)
        self._stage_is_empty = shown is None
        for point in self._voices.keys() - set(voices):
            self._voices.pop(point).aim(None)
            self.tell_voices()
        for point in voices:
            self._voices.setdefault(point, Tap(self, "A")).aim(points[point].voice)
        self._tell_gone()

    def _wanted(self) -> tuple[str | None, tuple[str, ...]]:
        """Whose picture, whose voices."""
        if self._point is None:
            return self._room.scene.stage, self._room.scene.voices
        return self._point, (self._point,) if self._room.has_open_microphone(self._point) else ()

    def want_key_frame(self) -> None:
        """The recorder needs one: a segment begins."""
        for source in (self._stage.coming, self._stage.current):
            if source is not None:
                source.want_key_frame(self._now_us())

    def close(self) -> None:
        """The recorder is gone."""
        self._room.changed.remove(self.arrange)
        for tap in (self._stage, *self._voices.values()):
            tap.aim(None)

    def has_room(self, source: Source, packet: RtpPacket, now_us: int) -> bool:
        """Whether the packet may be written; a voice may be while twice the pictures' room is not full."""
        waiting = self._pipe.get_write_buffer_size()
        if source.kind == "voice":
            fits = waiting < 2 * MOST_KEPT
        elif self._starved:
            fits = waiting < MOST_KEPT // 2 and starts_key_frame(packet.payload)
            self._starved = not fits
        else:
            fits = waiting < MOST_KEPT
            self._starved = not fits
        if not fits:
            self.dropped += 1
            if waiting < MOST_KEPT // 2:
                source.want_key_frame(now_us)
        return fits

    def tell(self, what: str, **fields: Any) -> None:
        """Put an event."""
        self.put(TapEvent({"type": what, **fields, "at_us": self._now_us()}))

    def tell_voices(self) -> None:
        """Say which sources are the open voices now."""
        sources = [tap.current for tap in self._voices.values() if tap.current is not None]
        self.tell("voices", sources=[{"source": source.id, "point": source.point} for source in sources])

    def put(self, frame: TapFrame) -> None:
        """Write a frame; never waits."""
        if isinstance(frame, TapPacket) and frame.source not in self._known:
            self._know()
        self._pipe.write(pack(frame))

    def _know(self) -> None:
        for tap in (self._stage, *self._voices.values()):
            if tap.current is not None:
                self._known[tap.current.id] = tap.current

    def _tell_gone(self) -> None:
        here = {source.id for publisher in self._room.points.values() for source in publisher.sources}
        for source in [known for known in self._known if known not in here]:
            del self._known[source]
            self.tell("gone", source=source)
