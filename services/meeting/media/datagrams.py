"""The datagrams of one peer: a picture comes as a burst of packets of one size and leaves as one.

The kernel takes a run of one size in one call and cuts it itself (UDP GSO), which costs less than half of a call each.
"""

import os
import socket
import struct
from collections.abc import Iterator, Sequence
from typing import Any

UDP_SEGMENT = 103  # linux/udp.h
MOST_TOGETHER = 32  # packets; the kernel takes 64, and 64 KiB
ROOM_BYTES = 1 << 20  # some seconds of a point's packets, when this machine is busy elsewhere


class Datagrams:
    """Sends on a copy of the transport's socket; by the transport itself where there is none (TURN)."""

    def __init__(self, transport: Any, address: tuple[str, int]) -> None:
        self._transport, self._address = transport, address
        self._cuts = True
        known = transport.get_extra_info("socket")
        self._socket = socket.socket(fileno=os.dup(known.fileno())) if known is not None else None
        if self._socket is not None:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, ROOM_BYTES)

    def send(self, burst: Sequence[bytes]) -> None:
        """All of them, in their order; a datagram that the line has no room for is lost, as on any line."""
        if self._socket is None:
            for data in burst:
                self._transport.sendto(data, self._address)
        elif len(burst) == 1:
            self._send_one(burst[0], self._socket)
        else:
            for run in runs(burst):
                self._send_run(run, self._socket)

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()

    def _send_run(self, run: Sequence[bytes], out: socket.socket) -> None:
        if len(run) > 1 and self._cuts:
            self._cuts = _sent_together(run, out, self._address)
        if len(run) == 1 or not self._cuts:
            for data in run:
                self._send_one(data, out)

    def _send_one(self, data: bytes, out: socket.socket) -> None:
        try:
            out.sendto(data, self._address)
        except OSError:  # lost, as on any line
            return


def runs(burst: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """Neighbours of one size, of which the last may be shorter; all of them, in their order."""
    start = 0
    for at in range(1, len(burst) + 1):
        size = len(burst[start])
        if at == len(burst) or len(burst[at]) > size or len(burst[at - 1]) < size or at - start == MOST_TOGETHER:
            yield burst[start:at]
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
