"""The running stack: parts started side by side, watched, started again when they fall, stopped in order."""

import asyncio
import contextlib
import time
from asyncio.subprocess import Process
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from deploy.local import process
from deploy.local.parts.part import Part
from deploy.local.problems import StackProblem

POLL_S = 0.02
STEADY_S = 20.0
LONGEST_PAUSE_S = 15.0
PATIENCE = 5


class Change(NamedTuple):
    """Told to the screen: `state` is ready, fallen, looping."""

    part: Part
    state: str
    after_ms: int


class Running:
    """One part and the process that plays it now."""

    def __init__(self, part: Part, log: Path, tell: Callable[[Change], None]) -> None:
        self.part, self.log, self._tell = part, log, tell
        self.process: Process | None = None
        self._watch: asyncio.Task[None] | None = None
        self._falls = 0

    async def start(self) -> None:
        """Answers when the part is ready; from then on it is kept alive."""
        begun = time.monotonic()
        await self._spawn()
        await self.wait_ready()
        self._tell(Change(self.part, "ready", _ms_since(begun)))
        self._watch = asyncio.create_task(self._keep_alive(), name=f"watch-{self.part.name}")

    async def wait_ready(self) -> None:
        """Refuses when the process ends or stays silent longer than the part may."""
        limit = time.monotonic() + self.part.ready_within_s
        while not await self.part.is_ready():
            if self.process is None or self.process.returncode is not None:
                raise StackProblem(f"{self.part.title} không khởi động được: xem lý do trong {self.log}.")
            if time.monotonic() > limit:
                raise StackProblem(
                    f"{self.part.title} không sẵn sàng sau {self.part.ready_within_s:.0f} giây: xem {self.log}."
                )
            await asyncio.sleep(POLL_S)

    async def stop(self, *, by_force: bool = False) -> None:
        """Politely unless by force; also forgets about restarting."""
        if self._watch:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
            self._watch = None
        if self.process:
            if not by_force:
                await process.stop(self.process, self.part.order)
            process.kill(self.process)
            await self.process.wait()
        self.part.clear()

    async def _spawn(self) -> None:
        self.process = await process.start(self.part.order, self.log)

    async def _keep_alive(self) -> None:
        while self.process:
            begun = time.monotonic()
            await self.process.wait()
            process.kill(self.process)
            self._falls = 1 if time.monotonic() - begun > STEADY_S else self._falls + 1
            self._tell(Change(self.part, "fallen" if self._falls < PATIENCE else "looping", _ms_since(begun)))
            await asyncio.sleep(_pause_s(self._falls))
            await self._again()

    async def _again(self) -> None:
        begun = time.monotonic()
        await self.part.prepare()
        await self._spawn()
        with contextlib.suppress(StackProblem):
            await self.wait_ready()
            self._tell(Change(self.part, "ready", _ms_since(begun)))


class Stack:
    """Starts and stops what it is given; knows nothing of what the parts do."""

    def __init__(self, logs: Path, tell: Callable[[Change], None]) -> None:
        self._logs, self._tell = logs, tell
        self.running: dict[str, Running] = {}

    async def start(self, parts: Iterable[Part]) -> None:
        """Side by side; the first part that fails ends the others' start."""
        try:
            async with asyncio.TaskGroup() as group:
                for part in parts:
                    group.create_task(self.start_one(part), name=f"start-{part.name}")
        except BaseExceptionGroup as several:
            raise _first_problem(several) from None

    async def start_one(self, part: Part) -> None:
        await part.prepare()
        running = Running(part, self._logs / f"{part.name}.log", self._tell)
        self.running[part.name] = running
        await running.start()

    async def stop(self, *names: str, by_force: bool = False) -> None:
        """Those named, side by side; unknown names are nobody."""
        leaving = [self.running.pop(name) for name in names if name in self.running]
        await asyncio.gather(*(one.stop(by_force=by_force) for one in leaving))

    def __contains__(self, name: str) -> bool:
        return name in self.running


def _first_problem(several: BaseExceptionGroup[BaseException]) -> BaseException:
    """The sentence for the person, if there is one among them."""
    problems = several.subgroup(StackProblem)
    return problems.exceptions[0] if problems else several


def _pause_s(falls: int) -> float:
    """At once, then 0.5 s, doubling."""
    return 0.0 if falls <= 1 else min(0.5 * 2.0 ** (falls - 2), LONGEST_PAUSE_S)


def _ms_since(begun: float) -> int:
    return round((time.monotonic() - begun) * 1000)
