"""What the supervisor must know about a part."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from deploy.local.process import Order


async def nothing() -> None:
    """Most parts need no preparation beyond their files."""


@dataclass(frozen=True, slots=True)
class Part:
    """`prepare` runs before every start of the stack; `is_ready` is asked until it says yes."""

    name: str
    title: str
    ports: tuple[str, ...]
    order: Order
    is_ready: Callable[[], Awaitable[bool]]
    prepare: Callable[[], Awaitable[None]] = nothing
    ready_within_s: float = 60.0
