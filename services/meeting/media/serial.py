"""Numbers that wrap: 16-bit sequence numbers and 32-bit timestamps. RFC 1982. Pure."""


def after(a: int, b: int, bits: int = 16) -> bool:
    """Whether `a` comes after `b` on the circle."""
    ahead = (a - b) % (1 << bits)
    return 0 < ahead < 1 << (bits - 1)


class Unwrapped:
    """Turns wrapping numbers into ones that only grow; late ones come out smaller, never a turn too far."""

    def __init__(self, bits: int = 16) -> None:
        self._turn = 1 << bits
        self._highest: int | None = None

    def __call__(self, number: int) -> int:
        """The endless form of `number`, the nearest to the highest seen."""
        if self._highest is None:
            self._highest = number
            return number
        ahead = (number - self._highest) % self._turn
        endless = self._highest + (ahead if ahead < self._turn // 2 else ahead - self._turn)
        self._highest = max(self._highest, endless)
        return endless
