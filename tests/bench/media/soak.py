"""`make soak-media MINUTES=n`: twelve points into a real media process, recorder and store; nothing lost, memory flat.

Every frame carries its name and number; at the end the archive is read back from the store and compared with what was
sent. Writes `build/bench/soak-media.json`; says what is missing and which memory rises, and ends with an error then.
"""

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from shared.ids import new_id
from tests.bench.media.archive import Archive, read_back
from tests.bench.media.machine import LOAD, pin, rss_mb
from tests.bench.media.memory import growth
from tests.bench.media.point import Point
from tests.bench.media.recording import Studio, ground, studio
from tests.bench.media.sent import Sent, compare
from tests.bench.media.watcher import Audience, Watcher
from tests.services.meeting.recorder.running import until

RESULT = Path("build/bench/soak-media.json")
POINTS = 12
TURN_S = 15
SAMPLE_S = 5
DRAIN_S = 3
NONE = ("viewers_missing", "stage_frames_lost", "stage_frames_twice", "voice_lost", "voice_overdue", "archive_gaps")
MOST_MB_AN_HOUR = 16  # of one process: an evening of three hours costs less than 50 MB
JUDGED_MINUTES = 10  # in less, windows and rings still fill and the slope says nothing


async def soak(minutes: float) -> dict[str, Any]:
    conference: UUID = new_id()
    async with ground() as servers, studio(servers) as here:
        crowd, audience = [Point(f"point-{at}", stamps=True) for at in range(POINTS)], Audience()
        for point in crowd:
            await point.join(here.served.port, str(conference))
        for name in [*(point.name for point in crowd), "hall-screen", "overflow"]:
            watcher = Watcher(name, grid=POINTS - 1, voices=3)
            await audience.add(watcher, here.served.port, str(conference))
        await here.recorder.begin(conference)
        memory = await _play(here, crowd, str(conference), minutes * 60)
        await asyncio.sleep(DRAIN_S)
        state = await here.recorder.state(conference)
        await here.recorder.say(conference, "stop")
        await until(lambda: _stored(here, conference))
        archive = await read_back(servers, conference)
        figures = _figures(minutes, crowd, audience, archive, memory, state)
        await audience.close()
        await asyncio.gather(*(point.connection.close() for point in crowd))
    return figures


async def _play(here: Studio, crowd: list[Point], room: str, seconds: float) -> dict[str, list[tuple[float, float]]]:
    """Everybody sends; the stage and the open microphones go round. Returns memory by process, s and MB."""
    memory: dict[str, list[tuple[float, float]]] = {"media": [], "recorder": []}
    await here.served.port.show(room, crowd[0].name, [crowd[0].name, crowd[1].name])
    playing = [asyncio.create_task(point.play()) for point in crowd]
    begun, turn = time.monotonic(), 0
    while (passed := time.monotonic() - begun) < seconds:
        if passed > (turn + 1) * TURN_S:
            turn += 1
            on, chair = crowd[turn % POINTS].name, crowd[(turn + 1) % POINTS].name
            await here.served.port.show(room, on, [on, chair])
        memory["media"].append((passed, rss_mb(here.served.pid)))
        memory["recorder"].append((passed, rss_mb(here.recorder_pid)))
        await asyncio.sleep(SAMPLE_S)
    for task in playing:
        task.cancel()
    await asyncio.wait(playing)
    return memory


async def _stored(here: Studio, conference: UUID) -> bool:
    return bool((await here.recorder.state(conference))["objects"] == 0)


def _figures(
    minutes: float,
    crowd: list[Point],
    audience: Audience,
    archive: Archive,
    memory: dict[str, list[tuple[float, float]]],
    state: dict[str, Any],
) -> dict[str, Any]:
    frames: Sent = compare({point.name: point.log for point in crowd}, archive.stamps)
    screens = [watcher for watcher in audience.watchers if not watcher.name.startswith("point-")]
    return {
        "minutes": minutes,
        "points": POINTS,
        "viewers": len(audience.watchers),
        "packets_in": sum(lane.packets for point in crowd for lane in point.lanes),
        "packets_out": audience.packets,
        "viewers_missing": audience.missing,
        "viewers_mended": sum(line.mended for watcher in audience.watchers for line in watcher.lines),
        "stage_frames_sent": frames.sent,
        "stage_frames_archived": frames.archived,
        "stage_frames_lost": frames.lost,
        "stage_frames_twice": frames.twice,
        "stage_changes": frames.changes,
        "screens_saw": [watcher.lines[0].frames for watcher in screens],
        "voice_packets": state["taken"],
        "voice_lost": state["lost"],
        "voice_overdue": state["overdue"],
        "archive_mb": round(archive.size / 1e6, 1),
        "archive_s": round(archive.seconds, 1),
        "archive_gaps": archive.gaps,
        "segments": archive.segments,
        "memory": {name: growth(samples) for name, samples in memory.items()},
    }


def is_judged(figures: dict[str, Any]) -> bool:
    """Whether the run was long enough for its memory to say something."""
    return bool(figures["minutes"] >= JUDGED_MINUTES)


def faults(figures: dict[str, Any]) -> list[str]:
    """What was lost on the way to anybody or came too late to be heard, and which process's memory rises."""
    found = [f"{name}: {figures[name]}" for name in NONE if figures[name]]
    if set(figures["screens_saw"]) != {figures["stage_frames_archived"]}:
        found.append(f"screens saw {figures['screens_saw']} of {figures['stage_frames_archived']} archived frames")
    rises = {name: told["mb_an_hour"] for name, told in figures["memory"].items()} if is_judged(figures) else {}
    return found + [f"memory of {name}: {by} MB an hour" for name, by in rises.items() if by >= MOST_MB_AN_HOUR]


def main() -> None:
    pin(os.getpid(), LOAD)
    figures = asyncio.run(soak(float(sys.argv[1])))
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(figures, indent=1) + "\n")
    for name, value in figures.items():
        print(f"{name:24} {value}")
    if not is_judged(figures):
        print(f"memory is not judged: less than {JUDGED_MINUTES} minutes")
    print(f"→ {RESULT}")
    sys.exit("\n".join(faults(figures)) or 0)


if __name__ == "__main__":
    main()
