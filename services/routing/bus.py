"""Facts routing reads, each handed to its use case."""

from shared.clock import OffsetClock
from shared.messaging.handlers import Handlers


def handlers(clock: OffsetClock) -> Handlers:
    """Routing's handlers."""
    return Handlers("routing")
