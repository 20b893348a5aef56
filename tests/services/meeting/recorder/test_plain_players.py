"""A player that knows no low latency, FFmpeg's, plays by the playlists alone, live and afterwards, over breaks."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from uuid import UUID

import av
import numpy as np
import pytest

from services.meeting.domain.watch_links import watch_token
from shared.clock import real_now
from tests.services.meeting.recorder.running import RecorderProcess
from tests.services.meeting.recorder.stage_server import FPS
from tests.services.meeting.recorder.test_recorder import emptied, reaches

FROM_THE_START = {"live_start_index": "0"}
PATIENCE_S = 60
Size = tuple[int, int]
FIRST, SECOND = (320, 240), (480, 272)


@dataclass
class Played:
    """What came out of the player."""

    sizes: list[Size] = field(default_factory=list)  # of each picture
    sounds: list[np.ndarray] = field(default_factory=list)

    @property
    def cameras(self) -> list[Size]:
        """One after the other."""
        return [size for size, _ in groupby(self.sizes)]

    @property
    def heard_s(self) -> float:
        """All that is as loud as the point speaks."""
        loud = sum(sound.size for sound in self.sounds if abs(sound).max() == pytest.approx(0.3, abs=0.1))
        return loud / 48_000


async def play(
    recorder: RecorderProcess, conference: UUID, name: str, sees: Callable[[Size], object] = lambda _size: None
) -> Played:
    """Until the playlist ends; damage raises. `sees` is told of each picture, in a thread."""
    token = watch_token(conference, recorder.env["DT_LINK_SECRET"], real_now() + timedelta(hours=1))
    return await asyncio.to_thread(_play, f"{recorder.url}/live/{token}/{name}", sees)


def _play(address: str, sees: Callable[[Size], object]) -> Played:
    played = Played()
    with av.open(address, options=FROM_THE_START, timeout=PATIENCE_S) as film:
        for frame in film.decode():
            if isinstance(frame, av.VideoFrame):
                played.sizes.append((frame.width, frame.height))
                sees(played.sizes[-1])
            else:
                played.sounds.append(frame.to_ndarray().reshape(-1))
    return played


async def test_a_plain_player_follows_live_from_camera_to_camera_and_plays_the_same_afterwards(
    recorder, stage, conference
):
    """The recording ends only when the player, that is there from the first camera on, has seen the second."""
    await recorder.begin(conference)
    await reaches(recorder, conference, 2)
    loop, second = asyncio.get_running_loop(), asyncio.Event()

    def sees(size: Size) -> None:
        if size == SECOND:
            loop.call_soon_threadsafe(second.set)

    watching = asyncio.create_task(play(recorder, conference, "main-stage.m3u8", sees))
    stage.size = SECOND
    async with asyncio.timeout(PATIENCE_S):
        await second.wait()
    await recorder.say(conference, "stop")
    await emptied(recorder, conference)
    for played in (await watching, await play(recorder, conference, "main-archive.m3u8")):
        assert played.cameras == [FIRST, SECOND]
        assert stage.sent_pictures - FPS <= len(played.sizes) <= stage.sent_pictures  # none twice
        assert played.heard_s >= len(played.sizes) / FPS - 1


async def test_a_plain_player_plays_over_the_hole_that_a_killed_recorder_left(recorder, stage, conference):
    await recorder.begin(conference)
    await reaches(recorder, conference, 2)
    await recorder.kill()
    await recorder.start()
    await reaches(recorder, conference, await recorder.segments(conference) + 1)
    watching = asyncio.create_task(play(recorder, conference, "main-stage.m3u8"))
    await reaches(recorder, conference, await recorder.segments(conference) + 1)
    await recorder.say(conference, "stop")
    await emptied(recorder, conference)
    assert (await recorder.playlist(conference)).count("#EXT-X-DISCONTINUITY") == 1
    for played in (await watching, await play(recorder, conference, "main-archive.m3u8")):
        assert stage.sent_pictures - 2 * FPS <= len(played.sizes) <= stage.sent_pictures
        assert played.heard_s >= len(played.sizes) / FPS - 1
