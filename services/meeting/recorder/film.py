"""One MP4 that plays anywhere out of an init segment and segments: copied, never encoded again."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import av

from shared.refusals import Unavailable


async def write_film(pieces: AsyncIterator[bytes], path: Path, spare: int = 0) -> None:
    """The head first, so that it plays while it loads. Parameter sets stay in the pictures: sizes may change.

    Memory holds one piece at a time. For a while the film is on the disk twice; raises `Unavailable` where that would
    leave less than `spare` bytes free: recording goes before films.
    """
    draft, size = path.with_suffix(".draft"), 0
    try:
        with draft.open("wb") as file:
            async for piece in pieces:
                size += len(piece)
                if shutil.disk_usage(path.parent).free < spare + size:
                    raise Unavailable("disk")
                await asyncio.to_thread(file.write, piece)
        await asyncio.to_thread(_rewrap, draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _kept(fragments: av.container.InputContainer) -> list[av.video.VideoStream | av.audio.AudioStream]:
    """The pictures and one sound: AAC where it was made, because it plays on every telephone."""
    voices = sorted(fragments.streams.audio, key=lambda stream: stream.codec_context.name != "aac")
    return [*fragments.streams.video, *voices[:1]]


def _rewrap(source: Path, path: Path) -> None:
    with (
        av.open(str(source), "r", format="mp4") as fragments,
        av.open(str(path), "w", format="mp4", options={"movflags": "faststart"}) as film,
    ):
        streams = {stream.index: film.add_stream_from_template(stream) for stream in _kept(fragments)}
        soonest = dict.fromkeys(streams, 0)
        for packet in fragments.demux():
            at = packet.stream.index
            if packet.dts is not None and at in streams:
                # Where a gap was taken out the sides may touch or overlap by a sample; a muxer refuses a step back.
                packet.dts = packet.pts = max(packet.dts, soonest[at])
                soonest[at] = packet.dts + 1
                packet.stream = streams[at]
                film.mux(packet)
