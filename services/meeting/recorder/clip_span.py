"""Which segments make a clip, and their bytes on a timeline of its own. Pure."""

import struct
from collections.abc import Sequence

from services.meeting.recorder.boxes import boxes, find
from services.meeting.recorder.init_segment import PICTURE_SCALE, PICTURES, SOUND_SCALE
from services.meeting.recorder.segments import Segment

PROMPT_US, LEAD_US = 1_000_000, 4_000_000  # how soon a mark makes a segment; how late its speaker may come on the stage
MICRO = 1_000_000


def is_recorded(segments: Sequence[Segment], end_us: int) -> bool:
    """Whether everything up to `end_us` is there, gaps apart."""
    return bool(segments) and segments[-1].end_us >= end_us


def clip_segments(segments: Sequence[Segment], start_us: int, end_us: int, point: str = "") -> list[Segment]:
    """Whole segments from the turn's start to its end; the first shows `point`, when one near the start does."""
    inside = [one for one in segments if one.end_us > start_us and one.start_us < end_us]
    right = [one for one in inside if point in ("", one.point)]
    wishes = (
        [one for one in right if start_us <= one.start_us < start_us + PROMPT_US],
        [one for one in right if one.start_us < start_us],
        [one for one in right if one.start_us < start_us + LEAD_US],
        inside,
    )
    first = next((wish[0] for wish in wishes if wish), None)
    return inside[inside.index(first) :] if first else []


def missing_us(segments: Sequence[Segment], start_us: int, end_us: int) -> int:
    """How much between two moments was not recorded."""
    missing, at = 0, start_us
    for segment in segments:
        missing += max(min(segment.start_us, end_us) - at, 0)
        at = max(at, segment.end_us)
    return missing + max(end_us - at, 0)


def shifts(segments: Sequence[Segment]) -> list[int]:
    """How far each segment moves to the front, so that the clip begins at 0 and has no gap; µs."""
    moved, at = [], 0
    for segment in segments:
        moved.append(segment.start_us - at)
        at += segment.duration_us
    return moved


def moved(data: bytes, shift_us: int) -> bytes:
    """A segment's bytes, every fragment earlier by `shift_us`."""
    changed = bytearray(data)
    for moof in boxes(data):
        tfhd, tfdt = (find(data, f"traf/{kind}", moof.body, moof.end) for kind in ("tfhd", "tfdt"))
        if moof.kind != "moof" or tfhd is None or tfdt is None:
            continue
        (track,) = struct.unpack_from("!I", data, tfhd.body + 4)
        (tick,) = struct.unpack_from("!Q", data, tfdt.body + 4)
        scale = PICTURE_SCALE if track == PICTURES else SOUND_SCALE
        struct.pack_into("!Q", changed, tfdt.body + 4, max(tick - shift_us * scale // MICRO, 0))
    return bytes(changed)
