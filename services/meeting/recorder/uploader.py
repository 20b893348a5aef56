"""Brings what the spool keeps into the store: put, read back, compare, row, and only then off the disk.

What the full disk does not take waits in memory, up to `MOST_HELD` bytes, and goes to the disk when it takes it again.
"""

import asyncio
import shutil
import time
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from services.meeting.recorder.spool import Spool, Spooled, order, sha256, waiting
from services.meeting.store import recordings
from shared.database.engine import Database
from shared.observability.logs import get_logger
from shared.refusals import NotFound, Unavailable
from shared.storage import Store

log = get_logger()
PAUSE_S = 2.0
CLOSE_S = 4.0  # who is told to end is killed after ten
MEGABYTE = 1 << 20
MOST_HELD = 128 * MEGABYTE  # eleven minutes of a stage at 1.5 Mbit/s; the smallest house has four gigabytes


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits for the store: how much, for how long it has been away, and how much of the disk is free."""

    objects: int = 0
    megabytes: float = 0.0
    away_minutes: float = 0.0
    free_megabytes: int = 0


class Uploader:
    """One a process, for all conferences. `wake` it when something was spooled. `now` is monotonic seconds."""

    def __init__(self, root: Path, store: Store, database: Database, now: Callable[[], float] = time.monotonic) -> None:
        self._root, self._store, self._database, self._now = root, store, database, now
        self._news = asyncio.Event()
        self.quiet = asyncio.Lock()  # who holds it sees nothing come into the store
        self._away_since: float | None = None
        self._held: deque[tuple[Spooled, bytes]] = deque()
        self.lost_us: Counter[UUID] = Counter()  # by recording, since this process began

    def wake(self) -> None:
        """Something new waits."""
        self._news.set()

    def hold(self, spooled: Spooled, body: bytes) -> bool:
        """The disk did not take it: it waits in memory. False, and nothing is held, when there is no room for it.

        An init segment always has room: it is small, and nothing plays without it.
        """
        fits = spooled.kind == "init" or self._held_bytes() + len(body) <= MOST_HELD
        if fits:
            self._held.append((spooled, body))
            self.wake()
        return fits

    def lose(self, spooled: Spooled) -> None:
        """Neither disk nor memory took this segment: a gap, and it is counted."""
        self.lost_us[spooled.conference] += spooled.facts["duration_us"]
        lost_s = self.lost_us[spooled.conference] / 1_000_000
        log.error("segment.lost", conference_id=str(spooled.conference), name=spooled.name, lost_s=lost_s)

    def held(self, conference: UUID) -> list[tuple[Spooled, bytes]]:
        """What of this recording only the memory has."""
        return [one for one in self._held if one[0].conference == conference]

    def let_go(self, conference: UUID) -> None:
        """The recording was deleted. Only for who holds `quiet`."""
        self._held = deque(one for one in self._held if one[0].conference != conference)
        del self.lost_us[conference]

    def _held_bytes(self) -> int:
        return sum(len(body) for _, body in self._held)

    async def run(self) -> None:
        """For ever; whatever fails, the spool keeps it and it is tried again."""
        while True:
            self._news.clear()
            if await self._try():
                await self._news.wait()
            else:
                await asyncio.sleep(PAUSE_S)

    async def _try(self) -> bool:
        try:
            return await self.drain()
        except Exception:
            log.exception("upload.failed")
            return False

    async def close(self) -> None:
        """The process ends: what is still in memory goes to the disk or the store, or is lost."""
        await self._lay_down()
        if self._held:
            with suppress(TimeoutError):
                async with asyncio.timeout(CLOSE_S):
                    await self._try()
            await self._lay_down()  # what went to the store left room
        if self._held:
            log.error("segments.lost", names=[spooled.name for spooled, _ in self._held])

    async def _lay_down(self) -> None:
        """What waits in memory goes to the disk as soon as there is room."""
        async with self.quiet:
            while self._held:
                spooled, body = self._held[0]
                try:
                    await asyncio.to_thread(Spool(self._root, spooled.conference, spooled.unit).keep, spooled, body)
                except OSError:
                    return
                self._held.popleft()

    async def drain(self) -> bool:
        """Whether everything that was waiting is in the store now."""
        await self._lay_down()
        held = [spooled for spooled, _ in self._held]
        for spooled in sorted(held + await asyncio.to_thread(waiting, self._root), key=order):
            try:
                async with self.quiet:
                    await self._bring(spooled)
            except (Unavailable, NotFound):
                self._away_since = self._now() if self._away_since is None else self._away_since
                log.warning("segment.delayed", conference_id=str(spooled.conference), name=spooled.name)
                return False
            self._away_since = None
        return True

    async def _bring(self, spooled: Spooled) -> None:
        spool = Spool(self._root, spooled.conference, spooled.unit)
        body = self._in_memory(spooled) or await asyncio.to_thread(spool.body, spooled.name)
        if body is None:  # the store has it: a recorder was killed while it forgot it
            await asyncio.to_thread(spool.forget, spooled.name)
            return
        kind = "video/mp4" if spooled.kind == "init" else "video/iso.segment"
        await self._store.put(spooled.key, body, kind)
        if sha256(await self._store.get(spooled.key)) != spooled.sha256:
            raise Unavailable("store")
        async with self._database.transaction() as session:
            lives = await recordings.find(session, spooled.conference, keep=True)
            if lives:
                await recordings.add_stored(session, spooled.kind, spooled.row)
        if not lives:  # the recording was deleted, perhaps by another recorder
            await self._store.delete(spooled.key)
        self._held = deque(one for one in self._held if one[0] != spooled)
        await asyncio.to_thread(spool.forget, spooled.name)

    def _in_memory(self, spooled: Spooled) -> bytes | None:
        return next((body for one, body in self._held if one == spooled), None)

    async def backlog(self) -> Backlog:
        """Looked at when asked, beside the packets: an hour without the store is hundreds of files."""
        on_disk = await asyncio.to_thread(waiting, self._root)
        sizes = [one.size for one in on_disk] + [len(body) for _, body in self._held]
        away = 0.0 if self._away_since is None else self._now() - self._away_since
        free = shutil.disk_usage(self._root).free
        return Backlog(len(sizes), round(sum(sizes) / MEGABYTE, 1), round(away / 60, 1), free // MEGABYTE)
