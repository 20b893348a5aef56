"""`make run` as a person starts it: a process with a terminal's output, some children, and an end."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from deploy.local.config import REPOSITORY
from deploy.local.testing import free_ports

READY = "Sẵn sàng sau"
PATIENCE_S = 90


class House:
    """The supervisor of one data folder, without rooms: those have tests of their own."""

    def __init__(self, data: Path, env: Mapping[str, str]) -> None:
        self.data = data
        self.env = {**os.environ, "DATA": str(data), "ROOMS": "-", "PYTHONUNBUFFERED": "1", **env}
        self.process: subprocess.Popen[str]
        self.lines: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.env['HTTP_PORT']}"

    def run(self, command: str = "run", *more: str) -> subprocess.CompletedProcess[str]:
        """To the end: for what is refused."""
        return subprocess.run(self._program(command, *more), env=self.env, cwd=REPOSITORY, text=True,
                              capture_output=True, timeout=PATIENCE_S, check=False)  # fmt: skip

    def start(self, become: Callable[[], None] | None = None) -> None:
        """Answers when the addresses stand on the screen; `become` changes who starts it."""
        self.process = subprocess.Popen(
            self._program("run"), env=self.env, cwd=REPOSITORY, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, preexec_fn=become,
        )  # fmt: skip
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
            if line.startswith(READY):
                return
        raise AssertionError("\n".join(self.lines))

    def children(self) -> list[int]:
        """Everything below the supervisor, at any depth."""
        return descendants(self.process.pid)

    def end(self, number: int = signal.SIGTERM) -> int:
        """One that has ended already only closes its output."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        if self.process.stdout and not self.process.stdout.closed:
            self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode

    def _program(self, *command: str) -> list[str]:
        return [sys.executable, "-m", "deploy.local", *command]


@contextlib.contextmanager
def house(data: Path, **env: str) -> Iterator[House]:
    with free_ports() as ports:
        numbers = {"PORT_BASE": ports.nats, "HTTP_PORT": ports.http, "HTTPS_PORT": ports.https}
        built = House(data, {name: str(port) for name, port in numbers.items()} | env)
        try:
            yield built
        finally:
            if hasattr(built, "process"):
                built.end(signal.SIGTERM)


def descendants(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):  # it ended while we looked
        return []
    return [one for child in map(int, children) for one in (child, *descendants(child))]


def alive(pids: list[int]) -> list[int]:
    """Zombies do not count: they wait for a parent outside the house."""
    return [pid for pid in pids if _state(pid) not in ("", "Z")]


def gone_within(pids: list[int], seconds: float) -> bool:
    limit = time.monotonic() + seconds
    while alive(pids) and time.monotonic() < limit:
        time.sleep(0.02)
    return not alive(pids)


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return ""
