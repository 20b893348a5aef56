"""The datagrams of one peer: what one turn of the event loop has for it leaves together.

A picture comes as a burst of packets of one size; the kernel takes such a run in one call and cuts it itself (UDP
GSO), a fifth cheaper a packet than a call each (`make bench-media`). Nothing waits longer than the turn it came in.
"""

import asyncio
import os
import socket
import struct
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

UDP_SEGMENT = 103  # linux/udp.h
MOST_TOGETHER = 32  # packets; the kernel takes 64, and 64 KiB
ROOM_BYTES = 1 << 20  # some seconds of a point's packets, when this machine is busy elsewhere


class Datagrams:
    """Sends on a copy of the transport's socket; by the transport itself where there is none (TURN)."""

    def __init__(self, transport: Any, address: tuple[str, int]) -> None:
        self._transport, self._address = transport, address
        self._waiting: list[bytes] = []
        self._cuts = True
        known = transport.get_extra_info("socket")
        self._socket = socket.socket(fileno=os.dup(known.fileno())) if known is not None else None
        if self._socket is not None:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, ROOM_BYTES)

    def put(self, data: bytes) -> None:
        """Send at the end of this turn."""
        if not self._waiting:
            asyncio.get_running_loop().call_soon(self._flush)
        self._waiting.append(data)

    def close(self) -> None:
        """What was put and not sent is dropped."""
        self._waiting = []
        if self._socket is not None:
            self._socket.close()

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        if self._socket is None:
            for data in waiting:
                self._transport.sendto(data, self._address)
        else:
            for run in runs(waiting):
                self._send(run, self._socket)

    def _send(self, run: Sequence[bytes], out: socket.socket) -> None:
        """A datagram that the line has no room for is lost, as on any line."""
        if len(run) > 1 and self._cuts:
            self._cuts = _sent_together(run, out, self._address)
        if len(run) == 1 or not self._cuts:
            for data in run:
                with suppress(OSError):
                    out.sendto(data, self._address)


def runs(waiting: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """Neighbours of one size, of which the last may be shorter; all of them, in their order."""
    start = 0
    for at in range(1, len(waiting) + 1):
        size = len(waiting[start])
        if at == len(waiting) or len(waiting[at]) > size or len(waiting[at - 1]) < size or at - start == MOST_TOGETHER:
            yield waiting[start:at]
            start = at


def _sent_together(run: Sequence[bytes], out: socket.socket, address: tuple[str, int]) -> bool:
    """False where kernel or network card cannot cut."""
    cut = (socket.IPPROTO_UDP, UDP_SEGMENT, struct.pack("H", len(run[0])))
    try:
        out.sendmsg(run, (cut,), 0, address)
    except BlockingIOError:
        pass
    except OSError:
        return False
    return True
