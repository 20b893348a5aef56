"""How soon after the gavel the questions' films are ready, in a recording of three hours in a real store."""

import asyncio
import time
from datetime import timedelta
from typing import Any
from uuid import UUID

from deploy.local.testing import StackHandle
from services.meeting.recorder.clip_span import moved
from services.meeting.recorder.h264 import Parameters
from services.meeting.recorder.init_segment import init_segment
from services.meeting.recorder.segmenter import Closed, Opened, Written
from services.meeting.recorder.segments import SEGMENT_US, Segment
from services.meeting.recorder.spool import Spool, Spooled
from services.meeting.store import recordings
from services.meeting.store.recording_tables import RecordingRow
from shared.clock import real_now
from shared.database.engine import Database
from shared.ids import new_id
from shared.storage import Store
from tests.bench.ground import opened, settings_of
from tests.bench.media.film import HD, film
from tests.bench.media.recording import Studio, _given, studio
from tests.bench.media.stage import staged
from tests.services.meeting.recorder.camera_and_voice import Stream, tone
from tests.services.meeting.recorder.evening import ORIGIN, Evening, heard, on_stage
from tests.services.meeting.recorder.running import UNIT

TURN_S = 300
LIVE_S = 20
AT_ONCE = 16


async def measure(servers: StackHandle, hours: float) -> dict[str, Any]:
    """The last question is still being recorded when the gavel falls; the earlier ones were not cut before either."""
    conference: UUID = new_id()
    turns = int(hours * 3600 / TURN_S)
    async with studio(servers) as here, opened(servers, "meeting") as database:
        size = await _archive(here, database, conference, hours, turns)
        async with staged(_given(here.served), 0, room=str(conference)) as stage:
            playing = asyncio.create_task(stage.point.play())
            await here.recorder.begin(conference)
            await asyncio.sleep(LIVE_S)
            await here.recorder.say(conference, "mark", name=f"turn:{turns - 1}:end")
            gavel = time.monotonic()
            await here.recorder.say(conference, "stop")
            playing.cancel()
        clip = await _cut(here, conference, turns - 1)
        last = time.monotonic() - gavel
        for turn in range(turns - 1):
            await _cut(here, conference, turn)
        every = time.monotonic() - gavel
    return {
        "hours": hours,
        "archive_mb": round(size / 1e6),
        "films": turns,
        "last_film_s": round(last, 2),
        "last_film_mb": round(clip["size"] / 1e6, 1),
        "last_film_covers_s": round(clip["duration_us"] / 1e6),
        "all_films_s": round(every, 1),
    }


async def _cut(here: Studio, conference: UUID, turn: int) -> dict[str, Any]:
    asked = {"name": f"question:{new_id()}", "start": f"turn:{turn}:start", "end": f"turn:{turn}:end"}
    while not (clip := await here.recorder.say(conference, "clips", **asked))["ready"]:
        await asyncio.sleep(0.1)
    return clip


async def _archive(here: Studio, database: Database, conference: UUID, hours: float, turns: int) -> int:
    """Hours of segments as the recorder would have left them: bytes in the store, rows in the tables."""
    parameters, first = _segment()
    number = int(hours * 3600 * 1_000_000 / SEGMENT_US)
    spool = Spool(here.recorder.spool, conference, UNIT)
    segments = [Segment(at, 1, at * SEGMENT_US, SEGMENT_US, "hall", HD.fps * 2) for at in range(number)]
    begun = real_now() - timedelta(hours=hours)
    origin_us = round(begun.timestamp() * 1_000_000)
    async with database.transaction() as session:
        row = RecordingRow(
            conference_id=conference, unit_id=UNIT, origin_us=origin_us, is_on=False, started_at=begun, stopped_at=begun
        )
        session.add(row)
        await session.flush()
        for turn in range(turns):
            await recordings.add_mark(session, row, f"turn:{turn}:start", turn * TURN_S * 1_000_000)
            if turn < turns - 1:
                await recordings.add_mark(session, row, f"turn:{turn}:end", (turn + 1) * TURN_S * 1_000_000)
    init = init_segment(parameters)
    store, gate = Store(settings_of(here.servers, "meeting")), asyncio.Semaphore(AT_ONCE)
    await _bring(store, database, gate, spool.init(1, parameters, init), init)

    async def bring(segment: Segment) -> int:
        body = moved(first, -segment.start_us)
        await _bring(store, database, gate, spool.segment(segment, body), body)
        return len(body)

    return sum(await asyncio.gather(*map(bring, segments)))


async def _bring(store: Store, database: Database, gate: asyncio.Semaphore, spooled: Spooled, body: bytes) -> None:
    async with gate:
        await store.put(spooled.key, body, "video/mp4")
        async with database.transaction() as session:
            await recordings.add_stored(session, spooled.kind, spooled.row)


def _segment() -> tuple[Parameters, bytes]:
    """Two seconds of HD and voice as the recorder cuts them, from 0 on."""
    camera, voice = Stream(7, 90_000, 0, "V"), Stream(8, 48_000, 0, "A")
    frames = [on_stage(7, "hall"), heard((8, "hall"))]
    for at, frame in enumerate(film(HD)[: HD.fps * 5]):
        frames += camera.packets(ORIGIN + at * 1_000_000 // HD.fps, list(frame.payloads))  # type: ignore[arg-type]
    for at, packet in enumerate(tone(440)[:250]):
        frames += voice.packets(ORIGIN + at * 20_000, [packet])  # type: ignore[arg-type]
    cuts = Evening().play(frames).cuts
    first = next(at for at, cut in enumerate(cuts) if isinstance(cut, Closed))
    begun = next(cut for cut in cuts if isinstance(cut, Opened))
    body = b"".join(cut.data for cut in cuts[:first] if isinstance(cut, Written))
    return begun.parameters, moved(body, begun.start_us)
