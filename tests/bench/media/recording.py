"""What recording costs: the recorder – tap to disk, store and tables – beside aiortc's MediaRecorder."""

import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

import av

from deploy.local.testing import StackHandle, bare_servers
from shared.database import migrate
from shared.ids import new_id
from tests.bench.media.film import HD
from tests.bench.media.machine import SERVER, pin
from tests.bench.media.point import Point
from tests.bench.media.servers import Served, media, naive
from tests.bench.media.stage import Stage, staged
from tests.bench.rounds import in_turns
from tests.services.meeting.recorder.running import RecorderProcess


@dataclass(frozen=True, slots=True)
class Studio:
    """A media process and a recorder on real servers."""

    servers: StackHandle
    served: Served
    recorder: RecorderProcess

    @property
    def recorder_pid(self) -> int:
        assert self.recorder.process is not None
        return self.recorder.process.pid


@asynccontextmanager
async def ground() -> AsyncIterator[StackHandle]:
    """Tables and objects, with the meeting room's schema."""
    async with bare_servers() as servers:
        await migrate.upgrade("meeting", servers.database_url("meeting"))
        yield servers


@asynccontextmanager
async def studio(servers: StackHandle) -> AsyncIterator[Studio]:
    with tempfile.TemporaryDirectory(prefix="spool-") as folder:
        async with media(servers.env("meeting")["DT_LINK_SECRET"]) as served:
            recorder = RecorderProcess(servers, Path(folder) / "spool", served.tap)
            await recorder.start()
            try:
                here = Studio(servers, served, recorder)
                pin(here.recorder_pid, SERVER)
                yield here
            finally:
                await recorder.stop()
                await recorder.client.aclose()


async def beside_media_recorder(servers: StackHandle, seconds: float, rounds: int) -> dict[str, tuple[float, ...]]:
    """CPU ms for a recorded picture and its share of voice, of one point with HD and voice and no viewers.

    `recorder` from the tap to disk, store and tables; `recorder_and_media` with the media process, so that both receive
    and record; `media_recorder`, a new process and file each time, because it does not survive a pause.
    """
    conference: UUID = new_id()
    async with studio(servers) as here, _alone(_given(here.served), str(conference)) as ours:
        await here.recorder.begin(conference)
        ours.beside = here.recorder_pid
        figures = await in_turns(
            {"recorder": partial(_recorded, ours, seconds), "media_recorder": partial(_naively, seconds)}, rounds
        )
        await here.recorder.say(conference, "stop")
    whole = tuple((cost.beside_s + cost.cpu_s) / (cost.seconds * HD.fps) * 1000 for cost in ours.costs[1:])
    return figures | {"recorder_and_media": whole}


async def _recorded(ours: Stage, seconds: float) -> float:
    cost = await ours.play(seconds)
    return cost.beside_s / (cost.seconds * HD.fps) * 1000


async def _naively(seconds: float) -> float:
    """By the pictures that are in the file."""
    with tempfile.TemporaryDirectory(prefix="film-") as folder:
        film = Path(folder) / "film.mp4"
        async with _alone(partial(naive, str(film)), "bench") as stage:
            cost = await stage.play(seconds)
            sent = stage.point.lanes[0].frames
        with av.open(str(film)) as read:
            kept = sum(packet.size > 0 for packet in read.demux(video=0))
    return cost.cpu_s / (cost.seconds * HD.fps * kept / sent) * 1000


def _alone(serving: Callable[[], AbstractAsyncContextManager[Served]], room: str) -> AbstractAsyncContextManager[Stage]:
    return staged(serving, 0, Point("hall", thumbnail=False), room)


def _given(served: Served) -> Callable[[], AbstractAsyncContextManager[Served]]:
    """One that runs already."""

    @asynccontextmanager
    async def given() -> AsyncIterator[Served]:
        yield served

    return given
