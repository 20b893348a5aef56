"""Picture, sound and film while processes die: pages come back by themselves, what was recorded is never lost."""

import os
import random
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from deploy.local.testing import running_stack
from services.meeting.recorder.segments import SEGMENT_US
from shared.clock import real_now
from tests.bench.media.machine import children
from tests.chaos.filming import CAMERA, Filming, filming, holes, moves, spool_of
from tests.e2e.browser import launched
from tests.services.meeting.recorder.running import until
from tests.services.meeting.recorder.test_recorder import emptied

KILLS = 12
SEGMENT_S = SEGMENT_US / 1_000_000


@pytest_asyncio.fixture(scope="module")
async def film() -> AsyncIterator[Filming]:
    async with (
        running_stack(rooms=("meeting",)) as stack,
        launched(*CAMERA) as browser,
        filming(stack, browser) as film,
    ):
        yield film


@pytest.mark.parametrize("whole", [False, True], ids=["the room's process", "the front and with it its rooms"])
async def test_points_come_back_to_a_killed_media_process_and_the_hole_is_a_gap_of_the_film(film: Filming, whole: bool):
    before = await film.grows(1)
    front = film.stack.pid("media")
    (room,) = children(front)
    if whole:
        await film.kill("media")
    else:
        os.kill(room, signal.SIGKILL)
    await film.rejoined()
    await moves(film.pages["hall"])
    after = await film.grows(2)
    assert after[: len(before)] == before
    assert len(holes(after)) == len(holes(before)) + 1
    assert (film.stack.pid("media") == front) is not whole
    assert children(film.stack.pid("media")) not in ([room], [])
    assert not Path(f"/proc/{room}").exists()


async def test_a_killed_recorder_loses_less_than_a_segment_and_goes_on_on_the_same_timeline(film: Filming):
    before = await film.grows(1)
    killed = real_now().timestamp()
    await film.kill("recorder")
    after = await film.grows(2)
    assert after[: len(before)] == before
    lost_from, _ = holes(after)[-1]
    assert len(holes(after)) == len(holes(before)) + 1
    assert killed - lost_from < SEGMENT_S
    assert not [
        path
        for path in spool_of(film.stack, film.conference)
        if path.suffix == ".begun" and path.stat().st_mtime < killed
    ]


async def test_while_the_store_is_killed_and_away_the_film_goes_on_and_all_of_it_is_brought_there_later(film: Filming):
    gaps = len(holes(await film.spans()))
    await film.stack.kill_and_hold("store")

    async def warns() -> bool:
        return "store_away" in (await film.recorder.state(film.conference)).get("reasons", ())

    await until(warns)
    held = await film.grows(2)
    assert spool_of(film.stack, film.conference)
    await film.stack.start("store")
    await emptied(film.recorder, film.conference)
    assert len(holes(await film.spans())) == gaps
    assert (await film.spans())[: len(held)] == held
    await film.stop()
    assert await film.read_back() > 40  # of two segments, when this test runs alone
    assert spool_of(film.stack, film.conference) == []


@pytest.mark.long
async def test_twelve_kills_leave_a_film_in_which_only_the_gaps_are_missing() -> None:
    """Media's front or room, recorder and store in turn by chance, also one while another is not back yet."""
    chance = random.Random(11)
    async with (
        running_stack(rooms=("meeting",)) as stack,
        launched(*CAMERA) as browser,
        filming(stack, browser) as film,
    ):
        before = await film.grows(1)
        for _ in range(KILLS):
            for part in chance.sample(("media", "recorder", "store"), chance.randint(1, 2)):
                if part == "media" and (rooms := children(stack.pid(part))) and chance.random() < 0.5:
                    os.kill(rooms[0], signal.SIGKILL)
                else:
                    stack.kill(part)
            await film.house_is_back()
            for page in film.pages.values():
                await moves(page)
            after = await film.grows(1)
            assert after[: len(before)] == before
            before = after
        assert len(holes(before)) <= 2 * KILLS
        await film.stop()
        print(f"{await film.read_back()} pictures, {len(holes(before))} gaps")
        assert spool_of(stack, film.conference) == []
