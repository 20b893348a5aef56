"""`make bench-media`: the media path beside other engines and beside the floor, on one machine, over its own loop.

Writes `build/bench/media.json` and prints a table. BENCH_QUICK=1 makes a short run that only shows that it works;
BENCH_ONLY=janus,joins measures those parts alone and keeps the others' figures. docs/media-capacity.md reads it.
"""

import asyncio
import json
import os
import platform
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.media import capacity, clip, forwarding, joins, live, recording
from tests.bench.media.janus_server import present
from tests.bench.media.machine import CORES, LOAD, pin

RESULT = Path("build/bench/media.json")
QUICK = os.environ.get("BENCH_QUICK") == "1"
ROUNDS, SECONDS = (1, 1.0) if QUICK else (5, 6.0)
Figures = dict[str, Any]


async def packet() -> Figures:
    """Ours, Janus and the floor, in turns."""
    rounds = await forwarding.per_packet(SECONDS, ROUNDS, with_janus=present())
    told = {"viewers": forwarding.VIEWERS, "us_a_packet": _told(rounds, 2)}
    ratios = {f"{other}_ratio": _ratio(rounds, "ours", other) for other in ("janus", "floor") if other in rounds}
    return ratios | {"forwarding": told}


async def relay() -> Figures:
    rounds = await forwarding.per_viewer(SECONDS, ROUNDS)
    few = _ratio(rounds, "ours_few", "relay")
    told = {"us_a_picture": _told(rounds, 1), "viewers": [forwarding.VIEWERS, forwarding.RELAYED], "ratio_at_two": few}
    return {"relay_ratio": _ratio(rounds, "ours", "relay"), "relay": told}


async def record() -> Figures:
    async with recording.ground() as servers:
        rounds = await recording.beside_media_recorder(servers, SECONDS, ROUNDS)
    whole = _ratio(rounds, "recorder_and_media", "media_recorder")
    told = {"ms_a_picture": _told(rounds, 3), "with_media_ratio": whole}
    return {"record_ratio": _ratio(rounds, "recorder", "media_recorder"), "record": told}


async def one_core() -> Figures:
    return {"one_core": await forwarding.fastest(2.0 if QUICK else 4.0)}


async def delay() -> Figures:
    async with recording.ground() as servers:
        return {"live": await live.behind_live(servers, 8 if QUICK else 40)}


async def join() -> Figures:
    return {"join": await joins.measure(20 if QUICK else 200)}


async def clips() -> Figures:
    async with recording.ground() as servers:
        return {"clips": await clip.measure(servers, 0.1 if QUICK else 3)}


async def rooms() -> Figures:
    measured = [await capacity.measure(points, 2 if QUICK else 8) for points in ((3, 5) if QUICK else (13, 31, 61))]
    return {"capacity": [*measured, capacity.computed(127, measured[:2])]}


PARTS: dict[str, Callable[[], Awaitable[Figures]]] = {
    "packet": packet,
    "relay": relay,
    "record": record,
    "one_core": one_core,
    "live": delay,
    "join": join,
    "clips": clips,
    "capacity": rooms,
}
# name → (label, at most; None where no target was set)
LINES: dict[str, tuple[str, float | None]] = {
    "janus_ratio": ("CPU a forwarded packet: ours / Janus VideoRoom, event_loops=1", 1.0),
    "floor_ratio": ("CPU a forwarded packet: ours / SRTP and sendto alone", 2.2),
    "relay_ratio": ("CPU a picture at a viewer: ours / aiortc's MediaRelay", 0.02),
    "record_ratio": ("CPU a recorded picture: recorder / aiortc's MediaRecorder", 0.1),
    "one_core.packets_per_s": ("packets a second forwarded on one core", None),
    "live.behind_live_s": ("LL-HLS behind live, s: the newest part's age and the playlist's hold-back", 2.0),
    "join.p99_ms": ("from asking to watch to the first picture's packet, p99, ms", None),
    "clips.last_film_s": ("last question's film after the gavel, s", 120),
    "clips.all_films_s": ("all questions' films after the gavel when none was cut before, s", None),
}


async def main() -> None:
    pin(os.getpid(), LOAD)
    only = os.environ.get("BENCH_ONLY", "")
    result = json.loads(RESULT.read_text()) if only and RESULT.exists() else {}
    for name in only.split(",") if only else PARTS:
        result |= await PARTS[name]()
        result["machine"] = {"cores": len(CORES), "load": os.getloadavg()[0], "python": platform.python_version()}
        RESULT.parent.mkdir(parents=True, exist_ok=True)
        RESULT.write_text(json.dumps(result, indent=1) + "\n")
    show(result)


def _ratio(rounds: dict[str, tuple[float, ...]], ours: str, other: str) -> float:
    """The median of the rounds' own ratios."""
    return round(median(a / b for a, b in zip(rounds[ours], rounds[other], strict=True)), 4)


def _told(rounds: dict[str, tuple[float, ...]], digits: int) -> dict[str, Any]:
    return {
        name: {"median": round(median(one), digits), "rounds": [round(x, digits) for x in one]}
        for name, one in rounds.items()
    }


def show(result: Figures) -> None:
    for name, (label, most) in LINES.items():
        value: Any = result
        for part in name.split("."):
            value = (value or {}).get(part)
        if value is not None:
            verdict = "" if most is None else f"(≤ {most} {'met' if value <= most else 'MISSED'})"
            print(f"{name:24} {value:>10}  {verdict:16} {label}")
    for room in result.get("capacity", ()):
        way = "computed" if room.get("computed") else "measured"
        out = f"{room['packets_in_per_s']:6} in, {room['packets_out_per_s']:6} out packets/s"
        print(f"{room['points']:3} points  {room['core']:5} core  {out}  {way}")
    print(f"→ {RESULT}")


if __name__ == "__main__":
    asyncio.run(main())
