"""Who may fetch pictures and sound: the holder of a valid link, and the public as the session's office decided."""

import asyncio
import math
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from services.meeting.domain.watch_links import Audience, watched
from services.meeting.domain.watching import View, public_view
from services.meeting.store import folds, recordings
from shared.clock import real_now
from shared.database.engine import Database
from shared.refusals import Refusal, Unavailable

ASK_AGAIN_S = 1.0
STILL_GOOD_S = 5.0  # as old may an answer be that is given while the next one is fetched
LAST_SECONDS = 15.0
SEEN = (View.LIVE, View.ARCHIVE)


class LinkInvalid(Refusal):
    """The link was not signed here, or it ran out."""

    code = "watch_link_invalid"
    status = 403


class NotPublic(Refusal):
    """The office does not show this conference to everybody, not yet, or no longer."""

    code = "watching_closed"
    status = 403


@dataclass(slots=True)
class Known:
    """What the log said last. After the gavel what is on its way may still be seen `until` then; monotonic seconds."""

    asked_at: float = -math.inf
    is_open: bool = False
    until: float = -math.inf
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)


class Admission:
    """Asks the log at most once a second for all viewers of a conference, one question at a time: the others have the
    answer before. While the log is away the last answer holds. `now` is monotonic seconds.
    """

    def __init__(self, database: Database, secret: str, now: Callable[[], float] = time.monotonic) -> None:
        self._database, self._secret, self._now = database, secret, now
        self._known: dict[UUID, Known] = {}

    async def conference_of(self, token: str) -> UUID:
        """The conference a token opens now. Refuses: `LinkInvalid`, `NotPublic`."""
        watcher = watched(token, self._secret, real_now())
        if watcher is None:
            raise LinkInvalid()
        if watcher.audience is Audience.PUBLIC and not await self._is_open(watcher.conference):
            raise NotPublic()
        return watcher.conference

    async def _is_open(self, conference: UUID) -> bool:
        known = self._known.setdefault(conference, Known())
        age = self._now() - known.asked_at
        if age < ASK_AGAIN_S or (known.asking.locked() and age < STILL_GOOD_S):
            return known.is_open
        async with known.asking:
            if self._now() - known.asked_at >= ASK_AGAIN_S:  # nobody brought the answer meanwhile
                await self._ask(conference, known)
        return known.is_open

    async def _ask(self, conference: UUID, known: Known) -> None:
        now = self._now()
        with suppress(Unavailable):
            view = await self._view(conference)
            known.until = now + LAST_SECONDS if view in SEEN else known.until
            known.is_open = view in SEEN or (view is View.OVER and now < known.until)
        known.asked_at = now

    async def _view(self, conference: UUID) -> View:
        async with self._database.reading() as session:
            recording = await recordings.find(session, conference)
            if recording and recording.doomed_at:
                return View.CLOSED
            return public_view(await folds.newest(session, conference))
