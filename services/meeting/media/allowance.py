"""How many bits a second a publisher may send in all, from its loss once a second (loss-based part of GCC). Pure."""

LEAST = 100_000
MOST = 2_500_000
FIRST = 1_500_000


class Allowance:
    """Grows while little is lost, shrinks when much is."""

    def __init__(self) -> None:
        self.bits = FIRST

    def second(self, loss: float) -> int:
        """The allowance after a second with this loss, 0 to 1."""
        if loss > 0.10:
            self.bits = int(self.bits * (1 - loss / 2))
        elif loss < 0.02:
            self.bits = int(self.bits * 1.08) + 1000
        self.bits = max(LEAST, min(self.bits, MOST))
        return self.bits
