"""Which port belongs to whom. All stay below 32768, outside the range the kernel hands out by itself.

The store looks for its own admin part 10000 above its port, wherever it was told to listen:
so `admin_grpc` stands there.
"""

import asyncio
import socket
import time
from dataclasses import dataclass, fields
from typing import Self

from deploy.local.problems import StackProblem

HTTP_PORT = 8080
HTTPS_PORT = 8443
PORT_BASE = 14200
BLOCK = 64
LOWEST, HIGHEST = 10000, 20000
FAR = 10000
PATIENCE_S = 2.0
EVERYWHERE = frozenset({"http", "https"})


@dataclass(frozen=True, slots=True)
class Ports:
    http: int
    https: int
    nats: int
    nats_health: int
    postgres: int
    s3: int
    s3_grpc: int
    master: int
    master_grpc: int
    volume: int
    volume_grpc: int
    filer: int
    filer_grpc: int
    admin: int
    admin_grpc: int
    smtp: int
    intake: int
    routing: int
    meeting: int
    notify: int
    media: int
    media_tap: int
    recorder: int

    @classmethod
    def laid_out(cls, base: int, http: int, https: int) -> Self:
        """Inner ports follow each other from `base`; the two public ones are chosen alone."""
        if not LOWEST <= base <= HIGHEST - BLOCK:
            raise StackProblem(f"PORT_BASE={base} không dùng được: hãy chọn từ {LOWEST} đến {HIGHEST - BLOCK}.")
        inner = {field.name: base + place for place, field in enumerate(fields(cls)[2:])}
        return cls(http, https, **inner | {"admin_grpc": inner["admin"] + FAR})

    def all(self) -> tuple[int, ...]:
        return tuple(self.of(field.name) for field in fields(self))

    def of(self, name: str) -> int:
        port: int = getattr(self, name)
        return port


async def refuse_occupied(ports: Ports, names: tuple[str, ...], patience_s: float = PATIENCE_S) -> None:
    """Refuses when another program listens on a port of ours; waits a moment for the children of a killed run to go."""
    limit = time.monotonic() + patience_s
    for name in names:
        if not await _gets_free(ports.of(name), _host(name), limit):
            raise StackProblem(
                f"Cổng {ports.of(name)} đang được chương trình khác dùng: hãy tắt chương trình đó, "
                f"hoặc chọn cổng khác, ví dụ {_other(name, ports)} make run."
            )


async def _gets_free(port: int, host: str, limit: float) -> bool:
    while not is_free(port, host):
        if time.monotonic() > limit:
            return False
        await asyncio.sleep(0.05)
    return True


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError:
            return False
    return True


def _host(name: str) -> str:
    return "0.0.0.0" if name in EVERYWHERE else "127.0.0.1"


def _other(name: str, ports: Ports) -> str:
    if name in EVERYWHERE:
        return f"{name.upper()}_PORT={ports.of(name) + 1000}"
    return f"PORT_BASE={PORT_BASE + 1000}"
