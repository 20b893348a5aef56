"""One process a room: it starts when it is needed, ends when it is not, and falls alone."""

import asyncio
import json
import os
import resource
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from services.meeting.domain.media_links import tap_token
from services.meeting.media import room_process, room_processes, trials
from services.meeting.media.event_stream import heard, line
from services.meeting.media.port import BadOffer, Joined, Left, RoomAway, Shown, TrialsBusy
from services.meeting.media.room_processes import RoomProcesses
from services.meeting.media.tap import TapDoor
from shared.clock import real_now
from tests.services.meeting.media.peers import Screen, Speaker, opened, told
from tests.services.meeting.media.test_tap import SECRET, Recorder

HALL = Shown("hall", ("hall",))
FRONT = """
import asyncio
from services.meeting.media.room_processes import RoomProcesses
async def live():
    rooms = RoomProcesses()
    await anext(rooms.events("r", "x"))
    print("pid", rooms.pid("r"), flush=True)
    await asyncio.sleep(60)
asyncio.run(live())
"""


@pytest_asyncio.fixture
async def rooms():
    async with RoomProcesses() as rooms:
        yield rooms


def is_gone(pid) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


async def gone(pid) -> None:
    async with asyncio.timeout(20):
        while not is_gone(pid):
            await asyncio.sleep(0.02)


async def recording(tap, room="r") -> Any:
    reader, writer = await asyncio.open_connection("127.0.0.1", tap.port)
    hello = {"room": room, "token": tap_token(room, SECRET, real_now())}
    writer.write(json.dumps(hello).encode() + b'\n{"keyframe": true}\n')
    return Recorder(reader, writer)


async def test_what_is_shown_starts_no_process_and_one_that_starts_shows_the_last_of_it(rooms):
    await rooms.show("r", "branch", [])
    await rooms.show("r", "hall", ["hall"])
    await rooms.request_keyframe("r", "hall")
    await rooms.leave("r", "nobody")
    assert rooms.pid("r") is None
    assert await anext(rooms.events("r", "x")) == HALL
    await rooms.show("r", "branch", [])
    assert await told(rooms, "r", true=lambda event: event == Shown("branch", ()))


async def test_who_comes_while_a_process_starts_comes_into_the_same_one(rooms):
    one, two = await asyncio.gather(*(anext(rooms.events("r", name)) for name in "ab"))
    assert one == two
    pid = rooms.pid("r")
    with pytest.raises(BadOffer):
        await rooms.publish("r", "hall", "hello")
    assert rooms.pid("r") == pid


async def test_pictures_pass_through_the_rooms_process_to_a_viewer_and_a_recorder(rooms):
    async with TapDoor(rooms.record, SECRET) as tap:
        await rooms.show("r", "hall", ["hall"])
        async with opened(rooms, "r", "hall"), Screen.opened(rooms, "r", "screen") as screen:
            recorder = await recording(tap)
            await screen.until(lambda: len(screen.packets[0]) > 10)
            await recorder.until(lambda: len(recorder.packets("V")) > 10 and len(recorder.packets("A")) > 10)
            recorder.writer.close()


async def test_a_killed_room_ends_its_streams_and_taps_at_once_and_comes_again_and_another_notices_nothing(rooms):
    async with TapDoor(rooms.record, SECRET) as tap:
        for room in ("r", "other"):
            await rooms.show(room, "hall", ["hall"])
        async with opened(rooms, "r", "hall"), opened(rooms, "other", "hall"):
            others, events = rooms.events("other", "x"), rooms.events("r", "x")
            assert await anext(events) == await anext(others) == HALL
            recorder = await recording(tap)
            await recorder.until(lambda: len(recorder.packets("V")) > 10)
            other, fallen = rooms.pid("other"), rooms.pid("r")
            os.kill(fallen, signal.SIGKILL)
            assert [event async for event in events][-1] != HALL
            with suppress(ConnectionError):
                while await asyncio.wait_for(recorder._reader.read(65536), 10):
                    pass
            recorder.writer.close()
            assert await told(rooms, "r", true=lambda event: True) == HALL
            assert rooms.pid("r") not in (fallen, None)
            async with opened(rooms, "r", "branch"):
                assert (await told(rooms, "r", true=lambda e: isinstance(e, Joined))).point == "branch"
            assert rooms.pid("other") == other
            await rooms.show("other", "branch", [])
            heard = [await anext(others)]
            while heard[-1] != Shown("branch", ()):
                heard.append(await anext(others))
            assert not [event for event in heard if isinstance(event, Left)]


async def test_half_an_event_of_a_killed_room_is_the_end_of_its_events():
    reader = asyncio.StreamReader()
    reader.feed_data(line(HALL) + line(HALL)[:-9])
    reader.feed_eof()
    assert [await heard(reader), await heard(reader)] == [HALL, None]


async def test_who_asks_while_a_room_falls_gets_the_answer_of_the_next(rooms):
    await anext(rooms.events("r", "x"))
    fallen = rooms.pid("r")
    os.kill(fallen, signal.SIGSTOP)  # it hears, and never answers
    speaker = Speaker()
    joining = asyncio.create_task(speaker.join(rooms, "r", "hall"))
    assert (await asyncio.wait({joining}, timeout=0.5))[1] == {joining}
    os.kill(fallen, signal.SIGKILL)
    assert (await asyncio.wait_for(joining, 20)).id
    assert rooms.pid("r") != fallen
    await speaker.connection.close()


async def test_a_room_that_does_not_listen_makes_nobody_wait(rooms):
    await anext(rooms.events("r", "x"))
    pid = rooms.pid("r")
    os.kill(pid, signal.SIGSTOP)
    for at in range(5_000):
        await rooms.show("r", f"point-{at}", [])
    with pytest.raises(RoomAway):
        await rooms.publish("r", "hall", "hello")
    assert [event async for event in rooms.events("r", "x")] == []
    assert await told(rooms, "other", true=lambda event: isinstance(event, Shown))
    os.kill(pid, signal.SIGCONT)
    async with asyncio.timeout(20):
        while await anext(rooms.events("r", "x"), None) != HALL:
            await rooms.show("r", "hall", ["hall"])
    assert rooms.pid("r") == pid


async def test_a_room_may_open_as_many_lines_as_the_machine_allows(rooms):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft - 1, hard))
    try:
        await anext(rooms.events("r", "x"))
        assert resource.prlimit(rooms.pid("r"), resource.RLIMIT_NOFILE) == (hard, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def test_a_room_that_can_take_no_more_lines_lives_on(rooms):
    await anext(rooms.events("r", "x"))
    pid = rooms.pid("r")
    many = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    held = {int(fd.name) for fd in Path(f"/proc/{pid}/fd").iterdir()}
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (next(fd for fd in count() if fd not in held), many[1]))
    with pytest.raises(RoomAway):
        await rooms.publish("r", "hall", "hello")
    resource.prlimit(pid, resource.RLIMIT_NOFILE, many)
    with pytest.raises(BadOffer):
        await rooms.publish("r", "hall", "hello")
    assert rooms.pid("r") == pid


async def silent(rooms, *points: str) -> None:
    """They ask together, and none gets an answer."""
    answers = await asyncio.gather(*(rooms.publish("r", point, "hello") for point in points), return_exceptions=True)
    assert [type(answer) for answer in answers] == [RoomAway] * len(points)


async def test_a_room_that_hangs_is_ended_after_two_silences_and_begins_anew(rooms, monkeypatch):
    await rooms.show("r", "hall", ["hall"])
    await anext(rooms.events("r", "x"))
    hung = rooms.pid("r")
    monkeypatch.setattr(room_processes, "ANSWER_S", 0.3)
    os.kill(hung, signal.SIGSTOP)
    await silent(rooms, "hall", "branch", "other")
    assert rooms.pid("r") == hung
    await silent(rooms, "hall")
    assert rooms.pid("r") is None
    await gone(hung)
    monkeypatch.undo()
    assert await anext(rooms.events("r", "x")) == HALL


async def test_a_room_that_answers_between_two_silences_does_not_hang(rooms, monkeypatch):
    await anext(rooms.events("r", "x"))
    pid = rooms.pid("r")
    for _ in range(2):
        monkeypatch.setattr(room_processes, "ANSWER_S", 0.3)
        os.kill(pid, signal.SIGSTOP)
        await silent(rooms, "hall")
        monkeypatch.undo()
        os.kill(pid, signal.SIGCONT)
        with pytest.raises(BadOffer):
            await rooms.publish("r", "hall", "hello")
    assert rooms.pid("r") == pid


async def test_a_room_that_hangs_and_hears_no_more_is_ended_too(rooms, monkeypatch):
    await anext(rooms.events("r", "x"))
    monkeypatch.setattr(room_processes, "ANSWER_S", 0.3)
    os.kill(rooms.pid("r"), signal.SIGSTOP)
    await silent(rooms, "hall")
    for at in range(5_000):
        await rooms.show("r", f"point-{at}", [])
    await silent(rooms, "hall")
    assert rooms.pid("r") is None


async def test_an_offer_that_takes_too_long_is_refused_by_the_room_itself(monkeypatch):
    class Slow:
        cancelled = False

        async def publish(self, point: str, offer: str) -> None:
            try:
                await asyncio.get_running_loop().create_future()
            finally:
                self.cancelled = True

    monkeypatch.setattr(room_process, "SHAKE_S", 0.01)
    engine: Any = Slow()
    front, theirs = socket.socketpair()
    with front, theirs:
        room = room_process.RoomProcess(engine, theirs)
        assert await room._answer({"do": "publish", "name": "hall"}, "hello") == {"refused": "late"}
        await asyncio.gather(*room._tasks, return_exceptions=True)
    assert engine.cancelled
    assert room_process.SHAKE_S < room_processes.ANSWER_S


async def test_an_empty_room_ends_its_process_and_one_that_somebody_needs_stays():
    async with RoomProcesses(idle_s=1) as rooms:
        listening = rooms.events("needed", "x")
        await anext(listening)
        await anext(rooms.events("empty", "x"))
        needed, empty = rooms.pid("needed"), rooms.pid("empty")
        await gone(empty)
        assert rooms.pid("empty") is None
        assert rooms.pid("needed") == needed and not is_gone(needed)
        await listening.aclose()
        await gone(needed)
        assert await anext(rooms.events("needed", "x"))


async def test_only_so_many_try_their_lines_at_once_conferences_are_not_counted_and_a_trial_that_ended_makes_room(
    rooms, monkeypatch
):
    monkeypatch.setattr(trials, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(trials, "IDLE_S", 1)
    first, second = trials.trial_room("r", "hall"), trials.trial_room("r", "branch")
    with pytest.raises(BadOffer):
        await rooms.publish(first, "hall", "hello")
    await rooms.show(first, "hall", ["hall"])
    pid = rooms.pid(first)
    with pytest.raises(TrialsBusy):
        await rooms.publish(second, "branch", "hello")
    for room, name in (("r", "hall"), (first, trials.MIRROR)):
        with pytest.raises(BadOffer):
            await rooms.watch(room, name, "hello")
    assert rooms.pid(first) == pid
    await gone(pid)
    with pytest.raises(BadOffer):
        await rooms.publish(second, "branch", "hello")
    await gone(rooms.pid(second))
    assert await anext(rooms.events(first, "x")) == Shown(None, ()), "what a trial showed is forgotten with it"


async def test_a_killed_front_leaves_no_room_behind():
    front = await asyncio.create_subprocess_exec(sys.executable, "-c", FRONT, stdout=subprocess.PIPE)
    async with asyncio.timeout(20):
        while not (said := await front.stdout.readline()).startswith(b"pid"):  # type: ignore[union-attr]
            assert said
    front.kill()
    await gone(front.pid)
    await gone(int(said.split()[1]))
    await front.wait()


async def test_no_secret_is_told_to_a_rooms_process(rooms, monkeypatch):
    monkeypatch.setenv("DT_LINK_SECRET", SECRET)
    await anext(rooms.events("r", "x"))
    of = Path(f"/proc/{rooms.pid('r')}")
    assert SECRET.encode() not in (of / "environ").read_bytes() + (of / "cmdline").read_bytes()
