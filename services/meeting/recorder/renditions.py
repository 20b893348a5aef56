"""Which variants of a playlist there are: with Opus always, with AAC where the recorder was told to make it. Pure."""

from collections.abc import Sequence

from services.meeting.recorder.init_segment import AAC_CODEC
from services.meeting.store.recording_tables import RecordingInit

AAC_FOLDER = "aac"  # under it the same addresses give the same pictures with the other sound
UNKNOWN = ("avc1.42e01f,opus", (1280, 720))  # nothing was recorded yet


def variants(name: str, init: RecordingInit | None) -> list[str]:
    """The playlist `name` with each sound; AAC first, since every player knows it."""
    codecs, size = (init.codecs, (init.width, init.height)) if init else UNKNOWN
    picture, *sounds = codecs.split(",")
    folders = {"opus": "", AAC_CODEC: f"{AAC_FOLDER}/"}
    ordered = sorted(sounds, key=lambda sound: sound != AAC_CODEC)
    if name.endswith("audio"):
        return [
            _variant(f"{folders[sound]}{name}.m3u8", sound, "BANDWIDTH=96000,AVERAGE-BANDWIDTH=48000")
            for sound in ordered
        ]
    rates = f"BANDWIDTH=2500000,AVERAGE-BANDWIDTH=1100000,RESOLUTION={size[0]}x{size[1]}"
    return [_variant(f"{folders[sound]}{name}.m3u8", f"{picture},{sound}", rates) for sound in ordered]


def main_playlist(lines: Sequence[str]) -> str:
    return "\n".join(("#EXTM3U", "#EXT-X-VERSION:7", *lines, ""))


def _variant(address: str, codecs: str, rates: str) -> str:
    return f'#EXT-X-STREAM-INF:{rates},CODECS="{codecs}"\n{address}'
