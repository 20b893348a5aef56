"""What arrived of one stream and what did not: loss for receiver reports, gaps to ask for again. RFC 3550 A. Pure."""

from dataclasses import dataclass

from services.meeting.media.serial import Unwrapped

ASK_EVERY_MS = 60
ASK_TIMES = 10
GAP_AT_MOST = 512  # a longer hole is not mended, a key frame is


@dataclass(frozen=True, slots=True)
class Report:
    """One receiver report block's figures. `fraction` and `lost` count what came on the line, before mending."""

    fraction: float
    lost: int
    highest: int  # with the turns in the upper 16 bits
    jitter: int
    packets: int  # that `fraction` is of


class Reception:
    """Counts the packets of one stream; `mends` streams also say what to ask for again."""

    def __init__(self, clock_rate: int, *, mends: bool) -> None:
        self._clock_rate = clock_rate
        self._mends = mends
        self._unwrap = Unwrapped()
        self._base: int | None = None
        self._highest = 0
        self._received = 0
        self._jitter = 0.0
        self._last: tuple[int, int] | None = None
        self._prior = (0, 0)
        self._gaps: dict[int, tuple[int, int]] = {}  # endless seq → times asked, last asked (ms)

    def arrived(self, seq: int, ts: int, now_ms: int) -> None:
        """A packet came on its first sending."""
        endless = self._unwrap(seq)
        self._received += 1
        if self._base is None:
            self._base = self._highest = endless
        elif endless > self._highest:
            self._note_gap(endless, now_ms)
            self._highest = endless
            self._note_jitter(ts, now_ms)
        self._gaps.pop(endless, None)
        self._last = (ts, now_ms)

    def mended(self, seq: int) -> None:
        """A packet came when it was sent again: no more to ask, still lost on the line."""
        if self._base is not None:
            self._gaps.pop(self._unwrap(seq), None)

    def to_ask(self, now_ms: int) -> list[int]:
        """Sequence numbers to ask for now, oldest first. Each is asked at most ten times."""
        due: list[int] = []
        for endless, (times, asked_ms) in list(self._gaps.items()):
            if times >= ASK_TIMES or endless < self._highest - GAP_AT_MOST:
                del self._gaps[endless]
            elif times == 0 or now_ms - asked_ms >= ASK_EVERY_MS:
                self._gaps[endless] = (times + 1, now_ms)
                due.append(endless % (1 << 16))
        return due

    @property
    def has_gaps(self) -> bool:
        return bool(self._gaps)

    def report(self) -> Report | None:
        """Figures since the last report; `None` before the first packet."""
        if self._base is None:
            return None
        expected = self._highest - self._base + 1
        came, meant = self._received - self._prior[0], expected - self._prior[1]
        self._prior = (self._received, expected)
        fraction = max(0.0, 1 - came / meant) if meant > 0 else 0.0
        return Report(fraction, max(0, expected - self._received), self._highest % (1 << 32), int(self._jitter), meant)

    def _note_gap(self, endless: int, now_ms: int) -> None:
        if self._mends and endless - self._highest <= GAP_AT_MOST:
            for missing in range(self._highest + 1, endless):
                self._gaps[missing] = (0, now_ms)

    def _note_jitter(self, ts: int, now_ms: int) -> None:
        if self._last is None or self._last[0] == ts:
            return
        ahead = (ts - self._last[0] + (1 << 31)) % (1 << 32) - (1 << 31)
        late = abs((now_ms - self._last[1]) * self._clock_rate // 1000 - ahead)
        self._jitter += (late - self._jitter) / 16
