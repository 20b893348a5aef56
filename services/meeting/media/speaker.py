"""Who speaks, from RFC 6464 levels: the loudest that lasts. Pure."""

from collections.abc import Iterable

from services.meeting.media.rtp import SILENCE

HEARD = 60  # −dBov: quieter is no speech
CLEARLY_LOUDER = 6
SMOOTHING = 8  # packets of 20 ms
KEEP_MS = 2_000


class Levels:
    """Smoothed loudness of each point, and the one that speaks."""

    def __init__(self) -> None:
        self._levels: dict[str, float] = {}
        self._spoke_ms = 0
        self.speaker: str | None = None

    def heard(self, point: str, level: int) -> None:
        """A voice packet's level, 0 loudest to 127."""
        before = self._levels.get(point, float(SILENCE))
        self._levels[point] = before + (level - before) / SMOOTHING

    def of(self, point: str) -> float:
        """The point's loudness as −dBov; silence when nothing was heard."""
        return self._levels.get(point, float(SILENCE))

    def forget(self, point: str) -> None:
        """The point is gone."""
        self._levels.pop(point, None)

    def choose(self, among: Iterable[str], now_ms: int) -> str | None:
        """The speaker among these points: another must be clearly louder, silence counts after two seconds."""
        points = set(among)
        loudest = min(points, key=lambda point: (self.of(point), point), default=None)
        if self.speaker not in points:
            self.speaker = None
        if self.speaker is not None and self.of(self.speaker) <= HEARD:
            self._spoke_ms = now_ms
        if loudest is not None and self.of(loudest) <= HEARD and self._takes_over(loudest):
            self.speaker, self._spoke_ms = loudest, now_ms
        if now_ms - self._spoke_ms > KEEP_MS:
            self.speaker = None
        return self.speaker

    def _takes_over(self, point: str) -> bool:
        return self.speaker is None or self.of(point) + CLEARLY_LOUDER <= self.of(self.speaker)


def loudest(points: Iterable[str], heard_now: Iterable[str], levels: Levels, most: int) -> tuple[str, ...]:
    """At most `most` of these points, the loudest; one that is heard now gives way only to a clearly louder one."""
    favoured = set(heard_now)

    def rank(point: str) -> tuple[float, str]:
        return levels.of(point) - (CLEARLY_LOUDER if point in favoured else 0), point

    return tuple(sorted(sorted(points, key=rank)[:most]))
