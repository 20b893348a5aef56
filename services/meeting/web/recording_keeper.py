"""Follows the log for the recorder: starts and stops it, names starts and ends of turns; keeps trying while it is away.

No command ever waits for this. What is told is computed from the log and from what the recorder knows
(`store/recording_duties.py`), so a room or a recorder that was started anew continues where the other one stands.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import httpx

from services.meeting.store.recording_duties import Duty, duties
from services.meeting.web.film_cutter import FilmCutter
from services.meeting.web.live_session import LiveSession
from services.meeting.web.recorder_door import Heard, RecorderDoor
from services.meeting.web.recording_lights import RecordingLights
from shared.clock import real_now
from shared.observability.logs import get_logger
from shared.web.room import Room

REPEAT_S = 1.0  # screens show what the recorder says, not what it was told
log = get_logger()


@asynccontextmanager
async def keeping_the_recording(room: Room, live: LiveSession) -> AsyncIterator[None]:
    """Run while the room lives; nothing to do in a house without a recorder."""
    if not room.settings.recorder_url:
        yield
        return
    woken = asyncio.Event()
    live.listeners.append(woken.set)
    secret = room.settings.link_secret.get_secret_value()
    async with RecorderDoor(room.settings.recorder_url, secret) as recorder:
        work = (_run(room, recorder, live.lights, woken), FilmCutter(room.database, recorder).run())
        tasks = [asyncio.create_task(one) for one in work]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _run(room: Room, recorder: RecorderDoor, lights: RecordingLights, woken: asyncio.Event) -> None:
    while True:
        try:
            await keep(room, recorder, lights)
        except Exception as error:
            log.warning("recording.interrupted", error=type(error).__name__)
        with suppress(TimeoutError):
            await asyncio.wait_for(woken.wait(), REPEAT_S)
        woken.clear()


async def keep(room: Room, recorder: RecorderDoor, lights: RecordingLights) -> None:
    """Tell the recorder what it does not know, and hear how it is."""
    async with room.database.transaction() as session:
        wanted = await duties(session, room.clock.now(), real_now())
    lights.keep_only({duty.conference_id for duty in wanted})
    for duty in wanted:
        lights.hear(duty.conference_id, await _heard(recorder, duty, lights))


async def _heard(recorder: RecorderDoor, duty: Duty, lights: RecordingLights) -> Heard | None:
    try:
        return await _do(recorder, duty)
    except httpx.HTTPError as error:
        if lights.is_away(duty.conference_id) is False:
            log.warning("recorder.away", conference_id=str(duty.conference_id), error=type(error).__name__)
        return None


async def _do(recorder: RecorderDoor, duty: Duty) -> Heard:
    """Marks come before the stop: the gavel ends an open turn."""
    heard = await recorder.state(duty.conference_id)
    if duty.is_wanted and not heard.is_running:
        heard = await recorder.start(duty.conference_id, duty.unit_id)
    for name, at in duty.untold:
        await recorder.mark(duty.conference_id, name, at)
    if heard.tracks != duty.tracks:
        heard = await recorder.tracks(duty.conference_id, duty.unit_id, duty.tracks)
    if heard.is_running and not duty.is_wanted:
        heard = await recorder.stop(duty.conference_id)
    return heard
