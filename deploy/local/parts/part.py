"""What the supervisor must know about a part."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from deploy.local.process import Order


async def nothing() -> None:
    """Most parts need no preparation beyond their files."""


def nothing_left() -> None:
    """Most parts clear up behind themselves, however they end."""


@dataclass(frozen=True, slots=True)
class Part:
    """`prepare` runs before every start, `clear` after every end; `is_ready` is asked until it says yes."""

    name: str
    title: str
    ports: tuple[str, ...]
    order: Order
    is_ready: Callable[[], Awaitable[bool]]
    prepare: Callable[[], Awaitable[None]] = nothing
    clear: Callable[[], None] = nothing_left
    ready_within_s: float = 60.0
