"""One child process: started through `launch.py`, its output in one log file, stopped politely and then not."""

import asyncio
import contextlib
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LAUNCH = Path(__file__).with_name("launch.py")


@dataclass(frozen=True, slots=True)
class Order:
    """What to run. `identity` as in `launch.py`; `death_signal` arrives when the supervisor itself is killed."""

    program: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path | None = None
    identity: str = "plain"
    stop_signal: int = signal.SIGTERM
    death_signal: int = signal.SIGKILL
    stop_within_s: float = 10.0


async def start(order: Order, log: Path) -> Process:
    """The child leads its own session, so that Ctrl-C reaches the supervisor alone."""
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        return await asyncio.create_subprocess_exec(
            *launched(order),
            env={**_inherited(), **order.env},
            cwd=order.cwd,
            stdin=DEVNULL,
            stdout=descriptor,
            stderr=STDOUT,
            start_new_session=True,
        )
    finally:
        os.close(descriptor)


def launched(order: Order) -> tuple[str, ...]:
    wrapper = (sys.executable, "-I", "-S", str(LAUNCH))
    return (*wrapper, str(os.getpid()), str(int(order.death_signal)), order.identity, *order.program)


async def finished(order: Order, log: Path) -> int:
    """Runs to the end; answers the exit code. A cancelled wait kills the child."""
    process = await start(order, log)
    try:
        return await process.wait()
    except asyncio.CancelledError:
        kill(process)
        raise


async def stop(process: Process, order: Order) -> None:
    if process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(order.stop_signal)
    try:
        await asyncio.wait_for(process.wait(), order.stop_within_s)
    except TimeoutError:
        kill(process)
        await process.wait()


def kill(process: Process) -> None:
    """The whole session of the child, at once."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def run_now(program: Sequence[str], identity: str = "plain") -> int:
    """A question answered by an exit code, such as: may this user run that binary?"""
    arguments = launched(Order(tuple(program), identity=identity))
    child = os.posix_spawn(
        arguments[0],
        arguments,
        _inherited(),
        file_actions=[(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)],
    )
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def python_path(repository: Path) -> dict[str, str]:
    """For children that run our own code with our own interpreter."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, (str(repository), os.environ.get("PYTHONPATH"))))}


def _inherited() -> dict[str, str]:
    """Nothing of the caller's settings leaks into the servers."""
    kept = ("PATH", "HOME", "LANG", "TERM", "SSL_CERT_FILE", "SSL_CERT_DIR")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"TZ": "UTC"}
