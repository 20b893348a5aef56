"""Real servers for tests: their own folder and ports, killed and started again by name.

`bare_servers()` – bus, tables and objects, provisioned; `running_stack(path, rooms=(…))` – the whole house.
"""

import asyncio
import fcntl
import os
import signal
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path

from deploy.local import provision
from deploy.local.config import ROOMS, StackConfig
from deploy.local.keys import OPS, Keys
from deploy.local.parts.store import sockets
from deploy.local.ports import BLOCK, HIGHEST, LOWEST, PORT_BASE, Ports, is_free
from deploy.local.probe import ready
from deploy.local.problems import StackProblem
from deploy.local.room_env import database_url, nats_url, room_env
from deploy.local.supervisor import SERVERS, Supervisor

PUBLIC = 50


class StackHandle:
    """What a test may do with a stack. Parts: nats, postgres, store, caddy, mail, media, recorder, the rooms."""

    def __init__(self, supervisor: Supervisor) -> None:
        self._supervisor = supervisor

    @property
    def config(self) -> StackConfig:
        return self._supervisor.config

    @property
    def keys(self) -> Keys:
        return self._supervisor.keys

    @property
    def url(self) -> str:
        """The front door on HTTP."""
        return f"http://127.0.0.1:{self.config.ports.http}"

    @property
    def https_url(self) -> str:
        return f"https://localhost:{self.config.ports.https}"

    @property
    def nats_url(self) -> str:
        return nats_url(self.config)

    @property
    def outgoing_mail(self) -> Path:
        """The folder where the embedded post office writes `.eml` files."""
        return self.config.outgoing_mail

    def room_url(self, room: str) -> str:
        """The room itself, past the front door."""
        return f"http://127.0.0.1:{self.config.ports.of(room)}"

    def database_url(self, user: str) -> str:
        """SQLAlchemy address for a room's role, or for the superuser `ops`."""
        return database_url(self.config, self.keys, user)

    def nats_login(self, user: str = OPS) -> dict[str, str]:
        """Keyword arguments for `nats.connect`; rooms must keep to their own inbox prefix."""
        login = {"servers": self.nats_url, "user": user, "password": self.keys.nats[user]}
        return login if user == OPS else login | {"inbox_prefix": f"_INBOX_{user}"}

    def env(self, room: str) -> dict[str, str]:
        """The `DT_*` settings of a room."""
        return room_env(self.config, self.keys, room)

    def pid(self, part: str) -> int:
        running = self._supervisor.stack.running[part].process
        assert running is not None
        return running.pid

    def kill(self, part: str) -> None:
        """`kill -9` of the one process; the supervisor starts it again, as in life."""
        os.kill(self.pid(part), signal.SIGKILL)

    def pause(self, part: str) -> None:
        """SIGSTOP: there, but deaf. Undone by `resume`."""
        os.kill(self.pid(part), signal.SIGSTOP)

    def resume(self, part: str) -> None:
        os.kill(self.pid(part), signal.SIGCONT)

    async def stop(self, part: str) -> None:
        """Politely, and it stays away until `start`."""
        await self._supervisor.stack.stop(part)

    async def kill_and_hold(self, part: str) -> None:
        """`kill -9`, and it stays away until `start`."""
        await self._supervisor.stack.stop(part, by_force=True)

    async def start(self, part: str) -> None:
        await self._supervisor.start(part)

    async def wait_new(self, part: str, old_pid: int, timeout_s: float = 60) -> None:
        """Until the successor of `old_pid` answers."""
        async with asyncio.timeout(timeout_s):
            while self.pid(part) == old_pid:  # noqa: ASYNC110 - a process is no event
                await asyncio.sleep(0.01)
        await self.wait_ready(part, timeout_s)

    async def wait_ready(self, part: str, timeout_s: float = 60) -> None:
        """Until the part answers, which after a `kill` means its successor."""
        async with asyncio.timeout(timeout_s):
            await ready(self._supervisor.parts[part].is_ready)

    async def provision(self) -> None:
        await provision.main(self.config, self.keys)


@asynccontextmanager
async def running_stack(
    data: Path | None = None, rooms: tuple[str, ...] = ROOMS, *, demo: bool = True
) -> AsyncIterator[StackHandle]:
    """The whole house with the given rooms; without `data` it lives in a folder that goes with it.

    `demo` is what `DEMO=1` tells the rooms; nothing is played.
    """
    async with _supervised(data, rooms, (), demo=demo) as handle:
        yield handle


@asynccontextmanager
async def bare_servers(data: Path | None = None, *, provisioned: bool = True) -> AsyncIterator[StackHandle]:
    """Only bus, tables and objects; `provisioned` adds roles, schemas, streams, consumers, buckets: no migrations."""
    async with _supervised(data, (), SERVERS) as handle:
        if provisioned:
            await handle.provision()
        yield handle


@asynccontextmanager
async def _supervised(
    data: Path | None, rooms: tuple[str, ...], names: tuple[str, ...], *, demo: bool = True
) -> AsyncIterator[StackHandle]:
    with _folder(data) as folder, free_ports() as ports:
        supervisor = Supervisor(replace(quick_config(folder, ports, rooms), demo=demo))
        try:
            supervisor.open()
            await supervisor.start(*names)
            yield StackHandle(supervisor)
        finally:
            await supervisor.close()


def quick_config(data: Path, ports: Ports, rooms: tuple[str, ...] = ROOMS) -> StackConfig:
    """As a person would have it, on other ports; POSTGRES_AS is still obeyed."""
    base = StackConfig(data, ports, rooms, public_url=f"http://127.0.0.1:{ports.http}")
    return replace(base, postgres_as=os.environ.get("POSTGRES_AS", ""), log_format="json")


@contextmanager
def free_ports() -> Iterator[Ports]:
    """A block of ports nobody listens on or left sockets for; a locked file keeps test runs beside us away from it."""
    for base in range(PORT_BASE + BLOCK, HIGHEST - BLOCK, BLOCK):
        lock = _try_lock(base)
        if lock is None:
            continue
        try:
            ports = Ports.laid_out(base, base + PUBLIC, base + PUBLIC + 1)
            if all(is_free(port) for port in ports.all()) and not sockets(ports.all()):
                yield ports
                return
        finally:
            os.close(lock)
    raise StackProblem(f"Không còn khối cổng trống nào từ {LOWEST} đến {HIGHEST}.")


def _try_lock(base: int) -> int | None:
    """Never removed: a lock file that goes while another waits for it guards nothing."""
    path = Path(tempfile.gettempdir()) / f"doi-thoai-ports-{os.geteuid()}-{base}.lock"
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    return lock


@contextmanager
def _folder(data: Path | None) -> Iterator[Path]:
    if data is not None:
        yield data / "data"
        return
    with tempfile.TemporaryDirectory(prefix="doi-thoai-", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "data"
