"""All recordings of this process: started, stopped, marked, and taken up again after a crash."""

import asyncio
import signal
from collections import defaultdict
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from services.meeting.domain.tracks import track_of
from services.meeting.recorder.archivist import Archivist
from services.meeting.recorder.live_window import LiveWindow
from services.meeting.recorder.recording import Recording
from services.meeting.recorder.segments import Segment
from services.meeting.recorder.settings import RecorderSettings
from services.meeting.recorder.shelf import Shelf
from services.meeting.recorder.spool import Spool, salvage
from services.meeting.recorder.tap_reader import TapReader
from services.meeting.recorder.uploader import Uploader
from services.meeting.store import recordings
from services.meeting.store.recording_tables import RecordingRow
from shared.clock import real_now
from shared.database.engine import Database
from shared.observability.logs import get_logger

log = get_logger()


@dataclass(frozen=True, slots=True)
class Running:
    """A recording, its task, and what its viewers see. `of` and `point` where it is a point's own."""

    of: UUID | None
    point: str
    recording: Recording
    archivist: Archivist
    window: LiveWindow
    task: asyncio.Task[None]


class Recorders:
    """Recordings run by conference. Times here are real time, never business time."""

    def __init__(self, settings: RecorderSettings, database: Database, shelf: Shelf, uploader: Uploader) -> None:
        self._settings, self._database, self._shelf, self._uploader = settings, database, shelf, uploader
        self._running: dict[UUID, Running] = {}
        self._ever: defaultdict[UUID, set[UUID]] = defaultdict(set)  # what ever ran here, by its session
        self._changing = asyncio.Lock()

    async def take_up(self) -> None:
        """At boot: orphans are closed, and what is to run runs."""
        saved, homeless = await asyncio.to_thread(salvage, self._settings.recorder_spool)
        for name in saved:
            log.info("segment.salvaged", name=name)
        for spooled, body in homeless:
            held = self._uploader.hold(spooled, body)
            log.warning("segment.salvaged", name=spooled.name, held=held)
        async with self._database.reading() as session:
            rows = await recordings.wanted(session)
        for row in rows:
            await self._run(row)

    async def start(self, conference: UUID, unit: str) -> None:
        """Record from now on; nothing happens when it already runs. Raises `Unavailable`."""
        async with self._changing:
            async with self._database.transaction() as session:
                row = await recordings.switch_on(session, conference, unit, real_now())
            if conference not in self._running:
                await self._run(row)

    async def stop(self, conference: UUID) -> None:
        """The last segment is closed when this returns."""
        async with self._changing:
            await self._stop(conference)

    async def track(self, conference: UUID, unit: str, points: Collection[str]) -> None:
        """Record these points by themselves from now on, and no others."""
        async with self._changing:
            for id_ in self._tracks(conference).keys() - {track_of(conference, point) for point in points}:
                await self._stop(id_)
            for point in points:
                async with self._database.transaction() as session:
                    row = await recordings.switch_on(session, conference, unit, real_now(), point)
                if row.conference_id not in self._running:
                    await self._run(row)

    def _tracks(self, conference: UUID) -> dict[UUID, str]:
        """The points that are recorded by themselves now."""
        return {id_: one.point for id_, one in self._running.items() if one.of == conference}

    async def _stop(self, id_: UUID) -> None:
        async with self._database.transaction() as session:
            await recordings.switch_off(session, id_, real_now())
        await self._end(id_)

    async def mark(self, conference: UUID, name: str, at: datetime | None) -> int | None:
        """Name this moment, and begin a segment. Returns it as µs of the timeline; `None` without a recording."""
        running = self._running.get(conference)
        if running:
            running.recording.mark()
        async with self._database.transaction() as session:
            row = await recordings.find(session, conference)
            if row is None:
                return None
            at_us = _us(at or real_now()) - row.origin_us
            if name:
                await recordings.add_mark(session, row, name, at_us)
        return at_us

    async def close(self) -> None:
        """The process ends; the database still says what is to run."""
        async with self._changing:
            for conference in list(self._running):
                await self._end(conference)

    def window(self, conference: UUID) -> LiveWindow | None:
        """What viewers see of it; none as soon as it is over and its last segment is closed."""
        running = self._running.get(conference)
        return running.window if running else None

    async def state(self, conference: UUID) -> dict[str, Any]:
        """`off`, `recording` or `warning` (with `reasons`), its figures, and the points recorded by themselves.

        Figures: `objects` and `megabytes` that wait for the store, `away_minutes` it has been away, `free_megabytes` of
        the disk, `lost_s` seconds of it and its points that neither disk nor memory took since this process began.
        """
        backlog = await self._uploader.backlog()
        running = self._running.get(conference)
        figures = asdict(backlog) | (running.recording.losses if running else {})
        lost_us = sum(self._uploader.lost_us[id_] for id_ in self._ever.get(conference, ()))
        figures |= {"tracks": sorted(self._tracks(conference).values()), "lost_s": round(lost_us / 1_000_000)}
        if running is None:
            return {"state": "off"} | figures
        archivists = [one.archivist for id_, one in self._running.items() if conference in (id_, one.of)]
        tight = backlog.free_megabytes < self._settings.recorder_low_disk_mb
        warns = {
            "store_away": backlog.away_minutes > 0,
            "disk_low": tight,
            "disk_failed": any(one.disk_failed for one in archivists),
            "segments_lost": lost_us > 0,
            "media_away": not running.recording.is_connected,
        }
        reasons = [name for name, is_so in warns.items() if is_so]
        return {"state": "warning" if reasons else "recording", "reasons": reasons} | figures

    async def _run(self, row: RecordingRow) -> None:
        conference = row.conference_id
        self._ever[row.of or conference].add(conference)
        segments, inits = await self._shelf.known(conference)
        window = LiveWindow(row.origin_us)
        window.load(segments)
        spool = Spool(self._settings.recorder_spool, conference, row.unit_id)
        archivist = Archivist(spool, window, self._uploader, inits, _next_number(segments), aac=self._settings.aac)
        secret = self._settings.link_secret.get_secret_value()
        reader = TapReader(self._settings.media_tap, str(row.of or conference), secret, row.point)
        recording = Recording(row.origin_us, reader, archivist, lambda: _us(real_now()), aac=self._settings.aac)
        task = asyncio.create_task(recording.run(), name=f"recording-{conference}")
        task.add_done_callback(_never_silent)
        self._running[conference] = Running(row.of, row.point, recording, archivist, window, task)
        log.info("recording.started", conference_id=str(conference))

    async def _end(self, conference: UUID) -> None:
        """Only under the lock. It runs until its last segment is closed: a film asked for now waits for that one."""
        running = self._running.get(conference)
        if running is None:
            return
        await running.recording.finish()  # before the task is cancelled: a cut is never broken off
        running.task.cancel()
        await asyncio.wait([running.task])
        running.window.end()
        del self._running[conference]
        log.info("recording.stopped", conference_id=str(conference))


def _never_silent(task: asyncio.Task[None]) -> None:
    """A recording that fails takes the process with it: the next one takes up what the database says is to run."""
    if not task.cancelled() and task.exception():
        log.error("recording.failed", exc_info=task.exception())
        signal.raise_signal(signal.SIGTERM)


def _next_number(segments: list[Segment]) -> int:
    return segments[-1].number + 1 if segments else 0


def _us(at: datetime) -> int:
    return round(at.timestamp() * 1_000_000)
