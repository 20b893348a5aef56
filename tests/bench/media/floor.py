"""The floor: the same packets at the same pace, protected and sent, and nothing else. A process of its own.

No ICE, no ingest, no rings, no reports, no rewriting. Told its receivers on standard input, one `host port` a line.
"""

import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from heapq import heapify, heapreplace
from itertools import count, cycle

from pylibsrtp import Policy, Session

from services.meeting.media.rtp import HEADER, MARKER, VERSION
from tests.bench.media.film import HD, THUMBNAIL, Camera, film
from tests.services.meeting.recorder.camera_and_voice import tone

Due = tuple[float, int, int, Iterator[tuple[bytes, ...]], float, int]
Way = tuple[Callable[[bytes], bytes], Callable[[bytes, tuple[str, int]], int], tuple[str, int]]
PROFILE = Policy.SRTP_PROFILE_AEAD_AES_256_GCM  # what aiortc agrees on with itself, and Janus with it
KEY = 44  # bytes, salt and all


def way(line: str) -> Way:
    """An own socket and an own key for each receiver, as every engine has."""
    host, port = line.split()
    policy = Policy(key=os.urandom(KEY), ssrc_type=Policy.SSRC_ANY_OUTBOUND, srtp_profile=PROFILE)
    own = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    own.bind((host, 0))
    return Session(policy).protect, own.sendto, (host, int(port))


def frames(camera: Camera) -> list[tuple[bytes, ...]]:
    return [frame.payloads for frame in film(camera)]


def play(ways: list[Way]) -> None:
    ties, numbers = count(), [count(1) for _ in range(3)]
    voice = [(packet,) for packet in tone(440)]
    due: list[Due] = [
        (0.0, next(ties), 0, cycle(frames(HD)), 1 / HD.fps, 96),
        (0.0, next(ties), 1, cycle(frames(THUMBNAIL)), 1 / THUMBNAIL.fps, 97),
        (0.0, next(ties), 2, cycle(voice), 0.02, 98),
    ]
    heapify(due)
    begun = time.monotonic()
    while True:
        at, _, which, parts, every, kind = due[0]
        early = at - (time.monotonic() - begun)
        if early < -1:  # it stood still: what was due meanwhile is not made up for
            begun, early = begun - early, 0.0
        time.sleep(max(0.0, early))
        payloads = next(parts)
        for left, payload in zip(range(len(payloads) - 1, -1, -1), payloads, strict=True):
            head = partial(HEADER.pack, VERSION, kind if left else kind | MARKER)
            packet = head(next(numbers[which]) % (1 << 16), int(at * 90_000), which + 1) + payload
            for protect, send, address in ways:
                send(protect(packet), address)
        heapreplace(due, (at + every, next(ties), which, parts, every, kind))


if __name__ == "__main__":
    ways = [way(line) for line in sys.stdin]
    film(HD), film(THUMBNAIL), tone(440)  # made before anybody measures
    print("ready", flush=True)
    play(ways)
