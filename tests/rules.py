"""Mark which requirement a test proves; `make rules` reads the marks from the source."""

from collections.abc import Callable
from typing import TypeVar

Test = TypeVar("Test", bound=Callable[..., object])


def rule(*ids: str) -> Callable[[Test], Test]:
    """Say that the test fails when one of these requirements (`R-nnn`, `C-nn`) is broken."""

    def mark(test: Test) -> Test:
        test.rules = ids  # type: ignore[attr-defined]
        return test

    return mark
