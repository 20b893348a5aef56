"""The gavel: a recording is over when its last segment is closed, not before."""

import asyncio
from typing import Any
from uuid import uuid4

from services.meeting.recorder.live_window import LiveWindow
from services.meeting.recorder.recorders import Recorders, Running

NOWHERE: Any = None


class Closing:
    """Stands for a recording whose last segment takes its time."""

    def __init__(self) -> None:
        self.begun, self.may_end, self.times = asyncio.Event(), asyncio.Event(), 0

    async def finish(self) -> None:
        self.times += 1
        self.begun.set()
        await self.may_end.wait()


async def test_while_the_last_segment_is_being_closed_the_recording_is_not_over_so_no_film_lacks_its_end():
    conference, recording = uuid4(), Closing()
    recorders, window = Recorders(NOWHERE, NOWHERE, NOWHERE, NOWHERE), LiveWindow(0)
    told: Any = recording
    task = asyncio.create_task(asyncio.Event().wait())
    recorders._running[conference] = Running(None, "", told, NOWHERE, window, task)  # type: ignore[arg-type]
    ends = [asyncio.create_task(recorders.close()) for _ in range(2)]
    await recording.begun.wait()
    assert recorders.window(conference) is window
    recording.may_end.set()
    await asyncio.gather(*ends)
    assert recorders.window(conference) is None
    assert window.live.is_over and task.cancelled()
    assert recording.times == 1
