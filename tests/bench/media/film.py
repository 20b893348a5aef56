"""What the points send, encoded once beforehand: the load generator encodes nothing while it measures."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import cycle

import av
import numpy as np

from tests.services.meeting.recorder.camera_and_voice import payloads

GROUP_S = 2  # a key frame every two seconds
FILM_S = 10
STAP_A = 24


@dataclass(frozen=True, slots=True)
class Camera:
    """One picture stream, as the point's page asks for it (`media-room.js`)."""

    width: int
    height: int
    fps: int
    bits: int


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture as RTP payloads."""

    payloads: tuple[bytes, ...]
    is_key: bool


HD = Camera(1280, 720, 30, 1_000_000)
THUMBNAIL = Camera(320, 180, 10, 120_000)


@cache
def film(camera: Camera) -> tuple[Frame, ...]:
    """Ten seconds of baseline H.264 at the camera's bit rate; noise that moves, so that the rate is used up."""
    encoder = _encoder(camera)
    units = [bytes(packet) for frame in _pictures(camera) for packet in encoder.encode(frame)]
    group = camera.fps * GROUP_S
    return tuple(Frame(tuple(payloads(unit)), at % group == 0) for at, unit in enumerate(units))


def stamped(frame: Frame, words: str) -> tuple[bytes, ...]:
    """The payloads with words of ours in the picture itself (SEI, user data): they reach whoever keeps the picture."""
    nal = bytes([6, 5, len(MARK) + len(words)]) + MARK + words.encode() + b"\x80"
    first, *others = frame.payloads
    if first[0] & 0x1F == STAP_A:
        return (first + len(nal).to_bytes(2) + nal, *others)
    return (nal, first, *others)


def words_of(nal: bytes) -> str | None:
    """What `stamped` wrote, out of one unit of the picture."""
    head = 3 + len(MARK)
    return nal[head:-1].decode() if nal[:1] == b"\x06" and nal[3:head] == MARK else None


MARK = b"doi-thoai-bench!"  # sixteen bytes, as a user data unit begins


def _encoder(camera: Camera) -> av.VideoCodecContext:
    encoder = av.CodecContext.create("libx264", "w")
    encoder.width, encoder.height, encoder.pix_fmt = camera.width, camera.height, "yuv420p"
    encoder.time_base, encoder.framerate = Fraction(1, camera.fps), Fraction(camera.fps)
    encoder.bit_rate = camera.bits
    group, kbit = camera.fps * GROUP_S, camera.bits // 1000
    keys = (
        f"keyint={group}:min-keyint={group}:scenecut=0:annexb=1:repeat-headers=1:bframes=0:threads=1:sliced-threads=0"
    )
    rate = f"vbv-maxrate={kbit}:vbv-bufsize={kbit}:nal-hrd=none"
    encoder.options = {
        "profile": "baseline",
        "preset": "ultrafast",
        "tune": "zerolatency",
        "x264-params": f"{keys}:{rate}",
    }
    return encoder


def _pictures(camera: Camera):
    chance = np.random.default_rng(1)
    noise = chance.integers(60, 190, (camera.height, camera.width * 2), np.uint8)
    steps = cycle((3, 5, 2, 4))
    at = 0
    for number in range(FILM_S * camera.fps):
        at = (at + next(steps)) % camera.width
        plane = np.full((camera.height * 3 // 2, camera.width), 128, np.uint8)
        plane[: camera.height] = noise[:, at : at + camera.width] // 2 + (number * 2) % 60
        frame = av.VideoFrame.from_ndarray(plane, "yuv420p")
        frame.pts = number
        yield frame
