"""Who may fetch pictures and sound: the holder of a valid link, and the public as the session's office decided."""

import time
from uuid import UUID

from services.meeting.domain.watch_links import Audience, Watcher, watched
from services.meeting.domain.watching import is_public
from services.meeting.store import folds
from shared.clock import real_now
from shared.database.engine import Database
from shared.refusals import Refusal, Unavailable

ASK_AGAIN_S = 1.0


class LinkInvalid(Refusal):
    """The link was not signed here, or it ran out."""

    code = "watch_link_invalid"
    status = 403


class NotPublic(Refusal):
    """The office does not show this conference to everybody, not yet, or no longer."""

    code = "watching_closed"
    status = 403


class Admission:
    """Asks the log at most once a second for all viewers of a conference; while it is away the last answer holds."""

    def __init__(self, database: Database, secret: str) -> None:
        self._database, self._secret = database, secret
        self._known: dict[UUID, tuple[float, bool]] = {}

    async def conference_of(self, token: str) -> UUID:
        """The conference a token opens now. Refuses: `LinkInvalid`, `NotPublic`."""
        watcher = watched(token, self._secret, real_now())
        if watcher is None:
            raise LinkInvalid()
        if not await self._may_watch(watcher):
            raise NotPublic()
        return watcher.conference

    async def _may_watch(self, watcher: Watcher) -> bool:
        if watcher.audience is Audience.HOUSE:
            return True
        asked_at, is_open = self._known.get(watcher.conference, (-ASK_AGAIN_S, False))
        if time.monotonic() - asked_at < ASK_AGAIN_S:
            return is_open
        try:
            async with self._database.reading() as session:
                is_open = is_public(await folds.newest(session, watcher.conference))
        except Unavailable:
            pass
        self._known[watcher.conference] = (time.monotonic(), is_open)
        return is_open
