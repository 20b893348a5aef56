"""A storm of another kind: two at once, parts that hang without dying, a post office that falls, a disk that lies."""

import asyncio

from tests.chaos.storm import PARTS, ROOMS, Storm, without
from tests.chaos.torn import tear

DEAF = (*ROOMS, "nats", "postgres", "store")  # a stopped door or post office says nothing new
HANGS_S, AWAY_S = (1.0, 6.0), (1.0, 5.0)


class Tempest(Storm):
    """Every part is still killed in its turn; between the turns something stranger happens."""

    async def strike(self, *parts: str) -> None:
        """The part whose turn it is, and with it, or instead, something else."""
        match self.chance.choices(("one", "two", "deaf", "away", "mail", "torn"), (50, 20, 12, 6, 6, 6))[0]:
            case "two":
                await super().strike(*{*parts, self.chance.choice(PARTS)})
            case "deaf":
                await self._hang(self.chance.choice(DEAF))
            case "away":
                await self._away("store")
            case "mail":
                await super().strike("mail")
            case "torn":
                await self._tear()
            case _:
                await super().strike(*parts)

    async def _hang(self, part: str) -> None:
        """There, but deaf; then it goes on as if nothing had been."""
        self._note("hangs", part)
        self.stack.pause(part)
        await asyncio.sleep(self.chance.uniform(*HANGS_S))
        self.stack.resume(part)

    async def _away(self, part: str) -> None:
        """Its disk is away for a while."""
        self._note("away", part)
        async with without(self.stack, part):
            await asyncio.sleep(self.chance.uniform(*AWAY_S))

    async def _tear(self) -> None:
        """The bus is killed and has lost the end of a stream it had acknowledged."""
        self._note("torn", "nats")
        async with without(self.stack, "nats"):
            tear(self.stack, self.chance.choice(ROOMS), self.chance)

    def _note(self, what: str, part: str) -> None:
        self.kills[f"{what} {part}"] += 1
        self.story.append(f"{part} {what} during {self.act}")
