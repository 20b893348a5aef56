"""How a link holds, from its loss once a second: worse at once, better only when it lasts. Pure."""

from services.meeting.media.port import Quality

WEAK_LOSS = 0.05
GOOD_LOSS = 0.02
WEAK_AFTER = 2  # seconds of loss in a row
GOOD_AFTER = 4
SILENT_S = 3


class LinkQuality:
    """Told once a second what was lost and whether anything came."""

    def __init__(self) -> None:
        self.now = Quality.GOOD
        self._bad = self._good = self._silent = 0

    def second(self, loss: float, came: bool) -> Quality:
        """The state after this second. `loss` is the worse direction's, 0 to 1."""
        self._silent = 0 if came else self._silent + 1
        self._bad = self._bad + 1 if loss >= WEAK_LOSS else 0
        self._good = self._good + 1 if loss < GOOD_LOSS else 0
        self.now = self._next()
        return self.now

    def _next(self) -> Quality:
        if self._silent >= SILENT_S:
            return Quality.LOST
        if self._silent:
            return self.now
        if self._bad >= WEAK_AFTER or self.now is Quality.LOST:
            return Quality.WEAK
        if self._good >= GOOD_AFTER:
            return Quality.GOOD
        return self.now
