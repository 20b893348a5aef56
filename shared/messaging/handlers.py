"""Which use case takes which fact. A room's `bus.py` fills one of these."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from shared.contracts.event import Event
from shared.messaging.topology import READS

E = TypeVar("E", bound=Event)
Handler = Callable[[AsyncSession, Any], Awaitable[None]]


class Handlers:
    """Fact → handler `(session, event)`. The session commits together with the inbox mark."""

    def __init__(self, room: str) -> None:
        self.room = room
        self._by_subject: dict[str, Handler] = {}

    def on(
        self, event: type[E]
    ) -> Callable[[Callable[[AsyncSession, E], Awaitable[None]]], Callable[[AsyncSession, E], Awaitable[None]]]:
        """Take a fact. Refuses facts the room does not read and second handlers."""
        if event not in READS[self.room] or event.SUBJECT in self._by_subject:
            raise LookupError(f"{self.room} does not read {event.SUBJECT}, or reads it already")

        def register(
            handler: Callable[[AsyncSession, E], Awaitable[None]],
        ) -> Callable[[AsyncSession, E], Awaitable[None]]:
            self._by_subject[event.SUBJECT] = handler
            return handler

        return register

    def subjects(self) -> set[str]:
        return set(self._by_subject)

    async def handle(self, session: AsyncSession, event: Event) -> None:
        """Run the handler; a fact nobody took is a fault in the wiring and raises `KeyError`."""
        await self._by_subject[event.SUBJECT](session, event)
