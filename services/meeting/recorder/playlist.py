"""HLS playlists: low-latency live, the whole archive, and which variants there are. Pure.

The voice-only playlists name the same segments under other addresses, with the same discontinuities.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from services.meeting.recorder.segmenter import LATEST_US
from services.meeting.recorder.segments import PART_US, Segment, is_joined

TARGET_S = LATEST_US // 1_000_000
HOLD_BACK_S = 3 * PART_US / 1e6 + 0.25
SKIP_S = 6 * TARGET_S
SEGMENTS_WITH_PARTS = 3
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Addresses(NamedTuple):
    """Where a variant's things are, relative to its playlist."""

    init: str
    segment: str
    part: str


STAGE = Addresses("init/{init}.mp4", "segment/{name}.m4s", "part/{name}.{part}.m4s")
VOICE = Addresses("voice/init.mp4", "voice/segment/{name}.m4s", "voice/part/{name}.{part}.m4s")


@dataclass(frozen=True, slots=True)
class Live:
    """The newest segments. `breaks_before` counts discontinuities that are older than the first.

    `opened` is the segment being written. `origin_us` is UTC µs. `is_over`: nothing comes any more.
    """

    origin_us: int
    segments: tuple[Segment, ...]
    opened: Segment | None = None
    breaks_before: int = 0
    is_over: bool = False

    def is_near(self, number: int) -> bool:
        """Whether a player may wait for segment `number`: at most two beyond the last. RFC 8216bis 6.2.5.2"""
        return number <= (self.segments[-1].number if self.segments else -1) + 2

    def has(self, number: int, part: int | None) -> bool:
        """Whether segment `number`, or this part of it, is there already. For a blocking reload."""
        if self.segments and self.segments[-1].number >= number:
            return True
        opened = self.opened
        if part is None or opened is None or opened.number < number:
            return False
        return opened.number > number or len(opened.parts) > part


def live_playlist(live: Live, variant: Addresses = STAGE, *, skip: bool = False) -> str:
    """The low-latency playlist; `skip` leaves out what a player that was just here knows already."""
    first = (*live.segments, *([live.opened] if live.opened else []))[:1]
    skipped = _skippable(live.segments) if skip else 0
    lines = [
        *_head(9, first[0].number if first else 0),
        f"#EXT-X-DISCONTINUITY-SEQUENCE:{live.breaks_before}",
        f"#EXT-X-PART-INF:PART-TARGET={PART_US / 1e6:.3f}",
        f"#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK={HOLD_BACK_S:.3f},CAN-SKIP-UNTIL={SKIP_S:.1f}",
        *([f"#EXT-X-SKIP:SKIPPED-SEGMENTS={skipped}"] if skipped else []),
        *_segments(live, variant, skipped),
        *_opened(live, variant),
        *(["#EXT-X-ENDLIST"] if live.is_over else []),
    ]
    return "\n".join(lines) + "\n"


def archive_playlist(origin_us: int, segments: Sequence[Segment], variant: Addresses = STAGE, *, is_over: bool) -> str:
    """The whole recording for any HLS player; it grows until it `is_over`."""
    plain = tuple(replace(segment, parts=()) for segment in segments)
    kind = "VOD" if is_over else "EVENT"
    lines = [
        *_head(7, plain[0].number if plain else 0),
        f"#EXT-X-PLAYLIST-TYPE:{kind}",
        *_segments(Live(origin_us, plain), variant, 0),
        *(["#EXT-X-ENDLIST"] if is_over else []),
    ]
    return "\n".join(lines) + "\n"


def _head(version: int, number: int) -> list[str]:
    return [
        "#EXTM3U",
        f"#EXT-X-VERSION:{version}",
        f"#EXT-X-TARGETDURATION:{TARGET_S}",
        f"#EXT-X-MEDIA-SEQUENCE:{number}",
    ]


def _skippable(segments: tuple[Segment, ...]) -> int:
    """How many of the first segments are older than the skip boundary."""
    if not segments:
        return 0
    edge = segments[-1].end_us - SKIP_S * 1_000_000
    return sum(1 for segment in segments if segment.end_us < edge)


def _segments(live: Live, variant: Addresses, skipped: int) -> list[str]:
    lines: list[str] = []
    for at in range(skipped, len(live.segments)):
        segment, before = live.segments[at], live.segments[at - 1] if at else None
        lines += _beginning(live.origin_us, segment, before, variant, is_first=at == skipped)
        if at >= len(live.segments) - SEGMENTS_WITH_PARTS:
            lines += _parts(segment, variant)
        lines += [f"#EXTINF:{segment.duration_us / 1e6:.5f},", variant.segment.format(name=segment.name)]
    return lines


def _opened(live: Live, variant: Addresses) -> list[str]:
    if live.opened is None:
        return []
    before = live.segments[-1] if live.segments else None
    hint = variant.part.format(name=live.opened.name, part=len(live.opened.parts))
    return [
        *_beginning(live.origin_us, live.opened, before, variant, is_first=before is None),
        *_parts(live.opened, variant),
        f'#EXT-X-PRELOAD-HINT:TYPE=PART,URI="{hint}"',
    ]


def _beginning(
    origin_us: int, segment: Segment, before: Segment | None, variant: Addresses, *, is_first: bool
) -> list[str]:
    is_new = before is not None and before.init != segment.init
    is_break = before is not None and is_discontinuity(before, segment)
    begun = EPOCH + timedelta(microseconds=origin_us + segment.start_us)
    return [
        *(["#EXT-X-DISCONTINUITY"] if is_break else []),
        *([f'#EXT-X-MAP:URI="{variant.init.format(init=segment.init)}"'] if is_first or is_new or is_break else []),
        f"#EXT-X-PROGRAM-DATE-TIME:{begun.isoformat(timespec='milliseconds')}",
    ]


def is_discontinuity(before: Segment, after: Segment) -> bool:
    """Another camera or size, or time that was not recorded."""
    return before.init != after.init or not is_joined(before, after)


def _parts(segment: Segment, variant: Addresses) -> list[str]:
    return [
        f'#EXT-X-PART:DURATION={part.duration_us / 1e6:.5f},URI="{variant.part.format(name=segment.name, part=at)}"'
        + (",INDEPENDENT=YES" if part.is_independent or variant is VOICE else "")
        for at, part in enumerate(segment.parts)
    ]
