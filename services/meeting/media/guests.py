"""Who has the floor from home. The door lets in nobody else there, and sees them out when the turn is over."""

import asyncio
from dataclasses import dataclass, field

from services.meeting.media.port import MediaPort


@dataclass(frozen=True, slots=True)
class Call:
    """The question that is asked from home now, and the sessions that came in by it."""

    question: str
    over: asyncio.Future[None]
    inside: list[str] = field(default_factory=list)


class Guests:
    """By conference, at most one."""

    def __init__(self, engine: MediaPort) -> None:
        self._engine = engine
        self._calls: dict[str, Call] = {}

    def called(self, conference: str) -> Call | None:
        return self._calls.get(conference)

    async def call(self, conference: str, question: str | None) -> None:
        """The floor is this question's; sessions of the one before end. Told twice it is once."""
        before = self._calls.pop(conference, None)
        if before is not None and before.question == question:
            self._calls[conference] = before
            return
        if question:
            self._calls[conference] = Call(question, asyncio.get_running_loop().create_future())
        if before is not None:
            before.over.set_result(None)
            for session in before.inside:
                await self._engine.leave(conference, session)

    async def came(self, conference: str, call: Call | None, session: str) -> None:
        """A session of this call was opened; it ends at once when the floor was given away meanwhile."""
        if call is not None and not call.over.done():
            call.inside.append(session)
        else:
            await self._engine.leave(conference, session)
