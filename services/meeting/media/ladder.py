"""What a viewer's line carries: HD, thumbnail, voice alone. Down soon, up slowly, slower after each fall. Pure."""

from enum import IntEnum

TOO_MUCH = 0.10
CLEAN = 0.02
DOWN_AFTER = 3
UP_AFTER = 10
UP_AT_LAST = 160


class Rung(IntEnum):
    """From the best down."""

    HD = 0
    THUMBNAIL = 1
    VOICE = 2


class Ladder:
    """Told a viewer's loss once a second."""

    def __init__(self) -> None:
        self.rung = Rung.HD
        self._bad = self._clean = 0
        self._wait = UP_AFTER

    def second(self, loss: float) -> Rung:
        """The rung after this second. `loss` is from 0 to 1."""
        self._bad = self._bad + 1 if loss >= TOO_MUCH else 0
        self._clean = self._clean + 1 if loss < CLEAN else 0
        if self._bad >= DOWN_AFTER and self.rung is not Rung.VOICE:
            self._wait = min(self._wait * 2, UP_AT_LAST)
            self._step(1)
        elif self._clean >= self._wait and self.rung is not Rung.HD:
            self._step(-1)
        return self.rung

    def _step(self, by: int) -> None:
        self.rung = Rung(self.rung + by)
        self._bad = self._clean = 0
