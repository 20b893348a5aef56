"""A bad line: every packet between a browser and the engine passes a relay that drops some, each way."""

import asyncio
import random
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

from services.meeting.media.port import Session

HUNDRED = 100
CANDIDATE = re.compile(r"a=candidate:\S+ 1 udp \d+ ([\d.]+) (\d+) typ host")
Address = tuple[str, int]


class Losses:
    """Of each hundred packets of a stream, the same number never arrives; which ones, chance says (seeded)."""

    def __init__(self, percent: int, seed: int = 7) -> None:
        self.percent, self._random = percent, random.Random(seed)
        self._doomed: dict[int, set[int]] = {}
        self.passed: Counter[int] = Counter()
        self.dropped: Counter[int] = Counter()

    def __call__(self, data: bytes) -> bool:
        """Whether this packet is lost. What is no RTP counts as a stream of its own."""
        is_rtp = len(data) > 12 and 128 <= data[0] <= 191 and not 192 <= data[1] <= 223
        stream = int.from_bytes(data[8:12]) if is_rtp else 0
        at = (self.passed[stream] + self.dropped[stream]) % HUNDRED
        if at == 0:
            self._doomed[stream] = set(self._random.sample(range(HUNDRED), self.percent))
        is_lost = at in self._doomed[stream]
        (self.dropped if is_lost else self.passed)[stream] += 1
        return is_lost


class End(asyncio.DatagramProtocol):
    """One of the relay's two sockets."""

    def __init__(self, take: Callable[[bytes, Address], None]) -> None:
        self._take = take

    async def open(self) -> Address:
        await asyncio.get_running_loop().create_datagram_endpoint(lambda: self, ("127.0.0.1", 0))
        host, port = self.transport.get_extra_info("sockname")
        return host, port

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self._take(data, addr)


class Relay:
    """`front` is what the browser takes for the engine, `back` what the engine takes for the browser."""

    def __init__(self, up: Losses, down: Losses) -> None:
        self._up, self._down = up, down
        self.front, self.back = End(self._from_browser), End(self._from_engine)
        self.browser: Address | None = None
        self.engine: Address | None = None

    def close(self) -> None:
        for end in (self.front, self.back):
            end.transport.close()

    def _from_browser(self, data: bytes, address: Address) -> None:
        self.browser = address
        if self.engine is not None and not self._up(data):
            self.back.transport.sendto(data, self.engine)

    def _from_engine(self, data: bytes, _address: Address) -> None:
        if self.browser is not None and not self._down(data):
            self.front.transport.sendto(data, self.browser)


class LossyEngine:
    """Stands before an engine; what passes is counted in `up` (from browsers) and `down`, by SSRC."""

    def __init__(self, engine: Any, percent: int) -> None:
        self._engine = engine
        self.up, self.down = Losses(percent), Losses(percent, seed=8)
        self._relays: list[Relay] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    async def publish(self, *said: str) -> Session:
        *where, offer = said
        return await self._through(offer, lambda text: self._engine.publish(*where, text))

    async def watch(self, *said: str) -> Session:
        *where, offer = said
        return await self._through(offer, lambda text: self._engine.watch(*where, text))

    def close(self) -> None:
        for relay in self._relays:
            relay.close()

    async def _through(self, offer: str, ask: Callable[[str], Awaitable[Session]]) -> Session:
        relay = Relay(self.up, self.down)
        front, back = await relay.front.open(), await relay.back.open()
        self._relays.append(relay)
        session = await ask(moved(offer, back))
        host, port = next(found.groups() for found in CANDIDATE.finditer(session.answer))
        relay.engine = (host, int(port))
        return Session(session.id, moved(session.answer, front))


def moved(text: str, address: Address) -> str:
    """A description whose one way leads to this address."""
    lines = [line for line in text.splitlines() if not line.startswith("a=candidate:")]
    only = f"a=candidate:1 1 udp 2130706431 {address[0]} {address[1]} typ host"
    moved = [part for line in lines for part in ((line, only) if line.startswith("a=mid:") else (line,))]
    return "\r\n".join(moved) + "\r\n"
