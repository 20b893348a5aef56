"""Whoever takes a source's packets: a viewer's m-line, the recorder's tap."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from services.meeting.media.rtp import RtpPacket

if TYPE_CHECKING:
    from services.meeting.media.source import Source


class Arrived(NamedTuple):
    """A packet, when it came (UTC µs), and the whole of it as it came."""

    packet: RtpPacket
    at_us: int
    data: bytes


class Sink(ABC):
    """Follows one source and moves to another only where that one can be understood, keeping the old until then."""

    def __init__(self) -> None:
        self.current: Source | None = None
        self.coming: Source | None = None

    def aim(self, source: "Source | None") -> None:
        """Follow this source from its next start; `None` is silence at once."""
        if source is (self.coming or self.current):
            return
        if self.coming is not None:
            self.coming.drop_waiting(self)
            self.coming = None
        if source is None:
            self._let_go()
        elif source is not self.current:
            self.coming = source
            source.wait(self)

    def start(self, source: "Source", packet: RtpPacket, now_us: int) -> None:
        """The source says: from this packet on you can follow."""
        self._let_go()
        self.coming, self.current = None, source
        source.add(self)
        self.began(source, packet, now_us)

    @abstractmethod
    def began(self, source: "Source", packet: RtpPacket, now_us: int) -> None:
        """A new source; `packet` is its first and comes to `take` next."""

    @abstractmethod
    def take(self, burst: Sequence[Arrived]) -> None:
        """Packets of the current source, in the order they came: those of one turn of the loop, at least one."""

    def told(self, source: "Source", at_us: int, ts: int, now_us: int) -> None:  # noqa: B027
        """The current source's sender report; most sinks have no use for it."""

    def _let_go(self) -> None:
        if self.current is not None:
            self.current.drop(self)
            self.current = None
