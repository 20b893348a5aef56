"""One MP4 that plays anywhere out of an init segment and segments: copied, never encoded again."""

from collections.abc import Iterable
from pathlib import Path

import av


def write_film(pieces: Iterable[bytes], path: Path) -> None:
    """The head first, so that it plays while it loads. Parameter sets stay in the pictures: sizes may change."""
    draft = path.with_suffix(".draft")
    with draft.open("wb") as file:
        file.writelines(pieces)
    try:
        _rewrap(draft, path)
    finally:
        draft.unlink()


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
