"""Who has the floor from home. The door lets in nobody else there, and sees them out when the turn is over."""

from services.meeting.media.port import MediaPort


class Guests:
    """By conference, at most one: the id of the question that is asked from home now."""

    def __init__(self, engine: MediaPort) -> None:
        self._engine = engine
        self._called: dict[str, str] = {}
        self._inside: dict[str, list[str]] = {}

    def called(self, conference: str) -> str | None:
        return self._called.get(conference)

    async def call(self, conference: str, question: str | None) -> None:
        """The floor is this question's; sessions of the one before end. Told twice it is once."""
        if question == self._called.get(conference):
            return
        self._called.pop(conference, None)
        if question:
            self._called[conference] = question
        for session in self._inside.pop(conference, ()):
            await self._engine.leave(conference, session)

    async def came(self, conference: str, question: str | None, session: str) -> None:
        """A session of `question` was opened; it ends at once when the floor was given away meanwhile."""
        if question is not None and question == self.called(conference):
            self._inside.setdefault(conference, []).append(session)
        else:
            await self._engine.leave(conference, session)
