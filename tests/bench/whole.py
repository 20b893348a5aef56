"""The whole house as `make run` starts it: how soon it answers, and how much memory it takes."""

import asyncio
import contextlib
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import httpx

from deploy.local.testing import StackHandle, running_stack

SETTLED_S = 5


async def measure() -> dict[str, Any]:
    """The first start makes the database cluster and every table; the second is a usual one."""
    with tempfile.TemporaryDirectory(prefix="doi-thoai-") as folder:
        first, _ = await _start(Path(folder))
        usual, memory = await _start(Path(folder))
    total = {"memory_pss_mb": round(sum(memory.values())), "memory_pss_mb_by_part": memory}
    return {"first_ready_s": first, "ready_s": usual} | total


async def _start(folder: Path) -> tuple[float, dict[str, int]]:
    begun = time.perf_counter()
    async with running_stack(folder) as stack:
        await _answers(stack)
        seconds = round(time.perf_counter() - begun, 2)
        await asyncio.sleep(SETTLED_S)
        return seconds, {part: _pss_mb(stack.pid(part)) for part in _parts(stack)}


async def _answers(stack: StackHandle) -> None:
    """The portal's first page, through the front door."""
    async with httpx.AsyncClient() as browser, asyncio.timeout(60):
        while (await browser.get(stack.url)).status_code != 200:
            await asyncio.sleep(0.02)


def _parts(stack: StackHandle) -> tuple[str, ...]:
    return ("nats", "postgres", "store", "caddy", "mail", *stack.config.rooms)


def _pss_mb(leader: int) -> int:
    """Pages shared between processes count once: the process, and all that descend from it."""
    return round(sum(_pss_kb(pid) for pid in _family(leader, _parents())) / 1024)


def _parents() -> dict[int, int]:
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # gone meanwhile
            found[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    return found


def _family(leader: int, parents: dict[int, int]) -> Iterable[int]:
    yield leader
    for pid in [child for child, parent in parents.items() if parent == leader]:
        yield from _family(pid, parents)


def _pss_kb(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return int(next(line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:")))
