"""The init segment: what tracks there are. Pure, and the same bytes for the same camera."""

import struct
from collections.abc import Sequence

from services.meeting.recorder.boxes import Box, box, boxes, find, full_box
from services.meeting.recorder.h264 import Parameters
from services.meeting.recorder.picture_size import picture_size

PICTURE_SCALE, SOUND_SCALE = 90_000, 48_000  # ticks a second
PICTURES, SOUND, AAC = 1, 2, 3  # track ids
AAC_CODEC, AAC_CONFIG = "mp4a.40.2", b"\x11\x88"  # low complexity, 48 kHz, one channel
PRE_SKIP = 312  # samples libopus puts before the first
MATRIX = struct.pack("!9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


def init_segment(parameters: Parameters | None, *, aac: bool = False) -> bytes:
    """Pictures of these parameters and the voice track, once more as `aac`; without parameters no pictures."""
    tracks, extends = [_sound_track(SOUND, _opus())], [_extends(SOUND)]
    if aac:
        tracks.append(_sound_track(AAC, _mp4a()))
        extends.append(_extends(AAC))
    if parameters is not None:
        tracks.insert(0, _picture_track(parameters))
        extends.insert(0, _extends(PICTURES))
    head = box("ftyp", b"iso6", struct.pack("!I", 0), b"iso6cmfcmp41")
    return head + box("moov", _movie_head(), *tracks, box("mvex", *extends))


def codecs(parameters: Parameters, *, aac: bool = False) -> str:
    """As a playlist names them."""
    return f"avc1.{parameters.sps[1:4].hex()},opus" + (f",{AAC_CODEC}" if aac else "")


def with_tracks(data: bytes, *tracks: int) -> bytes:
    """The same init segment with these tracks alone."""
    whole = {one.kind: one for one in boxes(data)}
    kept = (_kept(data, one, tracks) for one in boxes(data, whole["moov"].body, whole["moov"].end))
    return data[: whole["moov"].start] + box("moov", *kept)


def _kept(data: bytes, one: Box, tracks: Sequence[int]) -> bytes:
    match one.kind:
        case "mvex":
            return box("mvex", *(_kept(data, inner, tracks) for inner in boxes(data, one.body, one.end)))
        case "trak":
            head = find(data, "tkhd", one.body, one.end)
            number = _number(data, head.body + 12) if head else 0
        case "trex":
            number = _number(data, one.body + 4)
        case _:
            return data[one.start : one.end]
    return data[one.start : one.end] if number in tracks else b""


def _number(data: bytes, at: int) -> int:
    (number,) = struct.unpack_from("!I", data, at)
    return int(number)


def _movie_head() -> bytes:
    zeros = struct.pack("!2I", 0, 0)
    return full_box(
        "mvhd", 0, 0, zeros, struct.pack("!IIIH10x", 1000, 0, 0x10000, 0x100), MATRIX, bytes(24), b"\0\0\0\3"
    )


def _extends(track: int) -> bytes:
    return full_box("trex", 0, 0, struct.pack("!5I", track, 1, 0, 0, 0))


def _picture_track(parameters: Parameters) -> bytes:
    width, height = picture_size(parameters.sps)
    entry = box(
        "avc1",
        struct.pack("!6xH16xHHIIIH32xHh", 1, width, height, 0x480000, 0x480000, 0, 1, 24, -1),
        box("avcC", _decoder_record(parameters)),
    )
    head = full_box("vmhd", 0, 1, bytes(8))
    return _track(PICTURES, PICTURE_SCALE, b"vide", head, entry, (0, width, height))


def _decoder_record(parameters: Parameters) -> bytes:
    sps, pps = parameters.sps, parameters.pps
    sets = struct.pack("!BH", 0xE1, len(sps)) + sps + struct.pack("!BH", 1, len(pps)) + pps
    return b"\1" + sps[1:4] + b"\xff" + sets


def _sound_track(number: int, entry: bytes) -> bytes:
    return _track(number, SOUND_SCALE, b"soun", full_box("smhd", 0, 0, bytes(4)), entry, (0x100, 0, 0))


def _sound_entry(kind: str, channels: int, settings: bytes) -> bytes:
    return box(kind, struct.pack("!6xH8xHHHHI", 1, channels, 16, 0, 0, SOUND_SCALE << 16), settings)


def _opus() -> bytes:
    return _sound_entry("Opus", 1, box("dOps", struct.pack("!BBHIhB", 0, 1, PRE_SKIP, SOUND_SCALE, 0, 0)))


def _mp4a() -> bytes:
    """Descriptors of MPEG-4 part 1: the stream, its decoder, the decoder's settings, and how it is packed."""
    decoder = struct.pack("!BB3xII", 0x40, 0x15, 0, 0) + _descriptor(5, AAC_CONFIG)
    stream = struct.pack("!HB", AAC, 0) + _descriptor(4, decoder) + _descriptor(6, b"\2")
    return _sound_entry("mp4a", 1, full_box("esds", 0, 0, _descriptor(3, stream)))


def _descriptor(tag: int, body: bytes) -> bytes:
    return bytes((tag, len(body))) + body


def _track(
    number: int, scale: int, handler: bytes, media_head: bytes, entry: bytes, shown: tuple[int, int, int]
) -> bytes:
    volume, width, height = shown
    head = struct.pack("!5I8xHHHH", 0, 0, number, 0, 0, 0, 0, volume, 0)
    tables = [full_box(kind, 0, 0, bytes(4)) for kind in ("stts", "stsc", "stco")] + [full_box("stsz", 0, 0, bytes(8))]
    samples = box("stbl", full_box("stsd", 0, 0, b"\0\0\0\1", entry), *tables)
    data = box("dinf", full_box("dref", 0, 0, b"\0\0\0\1", full_box("url ", 0, 1)))
    return box(
        "trak",
        full_box("tkhd", 0, 3, head, MATRIX, struct.pack("!II", width << 16, height << 16)),
        box(
            "mdia",
            full_box("mdhd", 0, 0, struct.pack("!4IHH", 0, 0, scale, 0, 0x55C4, 0)),
            full_box("hdlr", 0, 0, bytes(4), handler, bytes(13)),
            box("minf", media_head, data, samples),
        ),
    )
