"""The embedded stack as a whole: servers side by side, then the deploy step, then the rooms; and back."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable

from deploy.local import provision
from deploy.local.config import StackConfig
from deploy.local.folder import open_folder
from deploy.local.keys import Keys, load_or_make
from deploy.local.noted_ports import note_ports
from deploy.local.parts.caddy import caddy
from deploy.local.parts.mail_sink import mail_sink
from deploy.local.parts.media import media
from deploy.local.parts.nats import nats
from deploy.local.parts.part import Part
from deploy.local.parts.postgres import postgres
from deploy.local.parts.recorder import recorder
from deploy.local.parts.service import gate_of, service
from deploy.local.parts.store import store
from deploy.local.ports import refuse_occupied
from deploy.local.release import release_of
from deploy.local.rotation import rotate_for_ever
from deploy.local.stack import Change, Stack

SERVERS = ("nats", "postgres", "store")
BESIDE = ("caddy", "mail", "media")  # they need no server, and no server needs them


class Supervisor:
    """Owns the data folder's lock from `open` to `close`."""

    def __init__(self, config: StackConfig, tell: Callable[[Change], None] = lambda change: None) -> None:
        self.config = config
        self.stack = Stack(config.logs, tell)
        self._lock: int | None = None
        self._rotation: asyncio.Task[None] | None = None
        self.on_step: Callable[[str, float], None] = lambda title, begun: None
        self.keys: Keys
        self.parts: dict[str, Part]

    def open(self, *, restoring: bool = False) -> None:
        """Checks folder and ports before anything starts; refuses with one sentence."""
        self._lock = open_folder(self.config.data, restoring=restoring)
        self.keys = load_or_make(self.config.data / "secrets.json")
        self.parts = {part.name: part for part in _parts(self.config, self.keys)}

    async def refuse_occupied_ports(self, *names: str) -> None:
        """Of the named parts, or of all."""
        wanted = [self.parts[name] for name in names or self.parts]
        await refuse_occupied(self.config.ports, tuple(port for part in wanted for port in part.ports))

    async def start(self, *names: str) -> None:
        """The named parts, or all of them with the deploy step in between."""
        wanted = [self.parts[name] for name in names or self.parts]
        await self.refuse_occupied_ports(*names)
        note_ports(self.config)
        self._rotation = self._rotation or asyncio.create_task(rotate_for_ever(self.config.logs))
        await (self.stack.start(wanted) if names else self._start_all(wanted))

    async def _start_all(self, wanted: list[Part]) -> None:
        """Rooms read their code while the servers come up; the gate holds their doors until the tables stand."""
        gate = gate_of(self.config)
        gate.unlink(missing_ok=True)
        later = {*self._rooms, "media"}  # nothing waits for its pictures
        rooms = asyncio.create_task(self.stack.start(part for part in wanted if part.name in later))
        try:
            await self.stack.start(part for part in wanted if part.name not in later)
            await self._provision()
            gate.touch()
            await rooms
        finally:
            rooms.cancel()
            await asyncio.gather(rooms, return_exceptions=True)

    async def _provision(self) -> None:
        begun = time.monotonic()
        await provision.main(self.config, self.keys)
        self.on_step("Bảng, luồng tin, ngăn tệp", begun)

    async def with_rooms_stopped(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do something to the servers while the rooms are closed; then provision and open the rooms again."""
        await self.stack.stop(*self._rooms)
        await work()
        await self._provision()
        await self.stack.start(self.parts[room] for room in self._rooms)

    @property
    def _rooms(self) -> tuple[str, ...]:
        """Who lives on the tables: the rooms, and beside the meeting room the recorder."""
        return (*self.config.rooms, *(["recorder"] if "meeting" in self.config.rooms else []))

    async def close(self) -> None:
        """Rooms first, since they still need the servers to finish; then the servers; nothing is left."""
        await self.stack.stop(*self._rooms)
        await self.stack.stop(*BESIDE)
        await self.stack.stop(*SERVERS)
        if self._rotation:
            self._rotation.cancel()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _parts(config: StackConfig, keys: Keys) -> list[Part]:
    release = release_of(config.repository)
    sink = [mail_sink(config)] if config.sinks_mail else []
    rooms = [service(config, keys, room, release) for room in config.rooms]
    pictures = [media(config, keys), recorder(config, keys)] if "meeting" in config.rooms else []
    servers = [nats(config, keys), postgres(config, keys), store(config, keys), caddy(config, release)]
    return [*servers, *sink, *rooms, *pictures]
