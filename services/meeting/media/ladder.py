"""What a line carries: HD, thumbnail, voice, at last nothing but the page's text. Either way, up to us and down. Pure.

Down soon, up slowly, and slower after each try that failed, until a line has held HD for long. A voice is given up
last: only for holes nobody understands, and not before they last – unless it was just being tried again.
"""

from collections import deque
from enum import IntEnum
from statistics import fmean

TOO_MUCH = 0.10
NOT_UNDERSTOOD = 0.30
CLEAN = 0.03  # of the last second and on the average of the wait: each line loses a packet now and then
DOWN_AFTER = 3
TEXT_AFTER = 12
UP_AFTER = 10
UP_AT_LAST = 160
TRIED_FOR = 20  # seconds; who falls later than that did not fall for having climbed
FORGOTTEN_AFTER = 180  # seconds of HD


class Rung(IntEnum):
    """From the best down."""

    HD = 0
    THUMBNAIL = 1
    VOICE = 2
    TEXT = 3


class Ladder:
    """Told a line's loss once a second. It never goes below `lowest`."""

    def __init__(self, lowest: Rung = Rung.TEXT) -> None:
        self.rung = Rung.HD
        self._lowest = lowest
        self._wait = UP_AFTER
        self._has_climbed = False
        self._here = self._bad = 0
        self._recent: deque[float] = deque(maxlen=self._wait)

    def second(self, loss: float) -> Rung:
        """The rung after this second. `loss` is from 0 to 1; where nothing is sent, nothing is lost."""
        is_voice = self.rung is Rung.VOICE
        is_try = self._has_climbed and self._here < TRIED_FOR
        self._here += 1
        self._recent.append(loss)
        self._bad = self._bad + 1 if loss >= (NOT_UNDERSTOOD if is_voice else TOO_MUCH) else 0
        if self._bad >= (TEXT_AFTER if is_voice and not is_try else DOWN_AFTER) and self.rung < self._lowest:
            self._wait = min(self._wait * 2, UP_AT_LAST) if is_try else self._wait
            self._step(1)
        elif self.rung is Rung.HD:
            self._wait = UP_AFTER if self._here >= FORGOTTEN_AFTER else self._wait
        elif self._here >= self._wait and loss < CLEAN and fmean(self._recent) < CLEAN:
            self._step(-1)
        return self.rung

    def _step(self, by: int) -> None:
        self.rung = Rung(self.rung + by)
        self._has_climbed = by < 0
        self._here = self._bad = 0
        self._recent = deque(maxlen=self._wait)
