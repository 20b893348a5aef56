"""What a line carries: HD, thumbnail, voice, at last nothing but the page's text. Either way, up to us and down. Pure.

Down soon, up slowly, and slower after each fall. A voice is given up last: only for holes nobody understands, and not
before they last – unless it was just being tried again.
"""

from enum import IntEnum

TOO_MUCH = 0.10
NOT_UNDERSTOOD = 0.30
CLEAN = 0.02
DOWN_AFTER = 3
TEXT_AFTER = 12
UP_AFTER = 10
UP_AT_LAST = 160


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
        self._bad = self._clean = 0
        self._wait = UP_AFTER
        self._is_trying = False

    def second(self, loss: float) -> Rung:
        """The rung after this second. `loss` is from 0 to 1; where nothing is sent, nothing is lost."""
        is_voice = self.rung is Rung.VOICE
        self._bad = self._bad + 1 if loss >= (NOT_UNDERSTOOD if is_voice else TOO_MUCH) else 0
        self._clean = self._clean + 1 if loss < CLEAN else 0
        if self._bad >= (TEXT_AFTER if is_voice and not self._is_trying else DOWN_AFTER) and self.rung < self._lowest:
            self._wait = min(self._wait * 2, UP_AT_LAST)
            self._step(1)
        elif self._clean >= self._wait and self.rung is not Rung.HD:
            self._step(-1)
        return self.rung

    def _step(self, by: int) -> None:
        self.rung = Rung(self.rung + by)
        self._is_trying = by < 0
        self._bad = self._clean = 0
