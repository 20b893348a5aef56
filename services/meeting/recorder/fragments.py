"""Movie fragments of one track each: written, listed, filtered. Pure.

A part is a fragment of sound and one of pictures; a segment is its parts in a row; so the voice alone
is what remains when the pictures' fragments are left out.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.meeting.recorder.boxes import Box, box, boxes, find, full_box

KEY, DEPENDENT = 0x02000000, 0x01010000
TRUN_FLAGS = 0x000701  # data offset; each sample's duration, size and flags


@dataclass(frozen=True, slots=True)
class Sample:
    """`duration` in ticks of its track."""

    data: bytes
    duration: int
    is_key: bool = True


@dataclass(frozen=True, slots=True)
class Fragment:
    """One found again: its track, its first tick, its ticks, how many samples, where its bytes stand."""

    track: int
    tick: int
    ticks: int
    samples: int
    start: int
    end: int


def fragment(number: int, track: int, tick: int, samples: Sequence[Sample]) -> bytes:
    """`moof` and `mdat`; `tick` counts from the recording's beginning."""
    if not samples:
        return b""
    rows = b"".join(struct.pack("!III", s.duration, len(s.data), KEY if s.is_key else DEPENDENT) for s in samples)
    size = 8 + 16 + 8 + 16 + 20 + 20 + len(rows)  # moof, mfhd, traf, tfhd, tfdt, trun
    traf = box(
        "traf",
        full_box("tfhd", 0, 0x020000, struct.pack("!I", track)),
        full_box("tfdt", 1, 0, struct.pack("!Q", tick)),
        full_box("trun", 0, TRUN_FLAGS, struct.pack("!Ii", len(samples), size + 8), rows),
    )
    head = box("moof", full_box("mfhd", 0, 0, struct.pack("!I", number)), traf)
    return head + box("mdat", *(sample.data for sample in samples))


def fragments(data: bytes) -> Iterator[Fragment]:
    """The whole fragments in order; one that is cut off is not given."""
    moof: Box | None = None
    for one in boxes(data):
        if one.kind == "moof":
            moof = one
        elif one.kind == "mdat" and moof is not None:
            yield _read(data, moof, one)
            moof = None


def _read(data: bytes, moof: Box, mdat: Box) -> Fragment:
    tfhd, tfdt, trun = (find(data, f"traf/{kind}", moof.body, moof.end) for kind in ("tfhd", "tfdt", "trun"))
    if tfhd is None or tfdt is None or trun is None:
        raise ValueError("a fragment of another house")
    (track,) = struct.unpack_from("!I", data, tfhd.body + 4)
    (tick,) = struct.unpack_from("!Q", data, tfdt.body + 4)
    (count,) = struct.unpack_from("!I", data, trun.body + 4)
    ticks = sum(struct.unpack_from("!I", data, trun.body + 12 + 12 * i)[0] for i in range(count))
    return Fragment(track, tick, ticks, count, moof.start, mdat.end)


def of_tracks(data: bytes, *tracks: int) -> bytes:
    """The same part or segment with these tracks alone."""
    return b"".join(data[one.start : one.end] for one in fragments(data) if one.track in tracks)
