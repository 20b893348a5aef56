"""The same recording with AAC in the place of Opus, for players that do not know Opus."""

import io
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from services.meeting.media.tap_frames import TapFrame
from services.meeting.recorder.film import write_film
from services.meeting.recorder.fragments import of_tracks
from services.meeting.recorder.init_segment import AAC, PICTURES, SOUND, init_segment, with_tracks
from services.meeting.recorder.segmenter import Segmenter, Written
from services.meeting.recorder.stage_feed import StageFeed
from tests.services.meeting.recorder.camera_and_voice import Stream, payloads, pictures, tone
from tests.services.meeting.recorder.decoding import decode
from tests.services.meeting.recorder.evening import ORIGIN, Evening, heard, on_stage

SECONDS = 4


def recorded() -> Evening:
    """Four seconds of a camera and a 440 Hz voice."""
    camera, voice = Stream(1, 90_000, 0, "V"), Stream(2, 48_000, 0, "A")
    frames: list[TapFrame] = [on_stage(1, "hall"), heard((2, "hall"))]
    for at in range(SECONDS * 15):
        frames += camera.packets(ORIGIN + at * 1_000_000 // 15, list(payloads(pictures(320, 240)[at % 45])))
    for at in range(SECONDS * 50):
        frames += voice.packets(ORIGIN + at * 20_000, [tone(440)[at]])
    evening = Evening()
    evening.feed, evening.segmenter = StageFeed(ORIGIN, aac=True), Segmenter()
    return evening.play(frames)


def film(evening: Evening, *tracks: int) -> bytes:
    body = b"".join(cut.data for cut in evening.cuts if isinstance(cut, Written))
    return with_tracks(init_segment(evening.opened[0].parameters, aac=True), *tracks) + of_tracks(body, *tracks)


def pitch(sound: np.ndarray) -> float:
    middle = sound[48_000:96_000]
    return float(np.abs(np.fft.rfft(middle)).argmax())


def test_both_sounds_play_with_the_same_pictures_and_say_the_same():
    evening = recorded()
    opus, aac = decode(film(evening, PICTURES, SOUND)), decode(film(evening, PICTURES, AAC))
    assert opus.times == aac.times and len(aac.times) >= (SECONDS - 1) * 15
    assert pitch(opus.sound) == pytest.approx(440, abs=1) == pitch(aac.sound)
    assert len(aac.sound) == pytest.approx(len(opus.sound), abs=3 * 1024)
    assert aac.sound_from == pytest.approx(opus.sound_from, abs=1024 / 48_000)


def test_a_probe_of_the_voice_alone_finds_one_track_of_low_complexity_aac():
    with av.open(io.BytesIO(film(recorded(), AAC)), "r") as found:
        (stream,) = found.streams.audio
        assert len(found.streams) == 1
        assert (stream.codec_context.name, stream.codec_context.profile) == ("aac", "LC")
        assert (stream.rate, stream.layout.name) == (48_000, "mono")
        ticks = [packet.pts for packet in found.demux(stream) if packet.pts is not None]
    assert {after - before for before, after in pairwise(ticks)} == {1024}


def test_without_the_setting_nothing_is_made():
    camera = Stream(1, 90_000, 0, "V")
    shown = [camera.packets(ORIGIN + at * 66_667, list(payloads(pictures(320, 240)[at]))) for at in range(30)]
    plain = Evening().play([on_stage(1, "hall"), *(packet for packets in shown for packet in packets)])
    body = b"".join(cut.data for cut in plain.cuts if isinstance(cut, Written))
    assert of_tracks(body, SOUND) and not of_tracks(body, AAC)
    assert with_tracks(init_segment(None, aac=True), SOUND) == init_segment(None)


async def each_of(*pieces: bytes) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


async def test_a_film_has_one_sound_and_that_plays_everywhere(tmp_path: Path):
    path = tmp_path / "film.mp4"
    await write_film(each_of(film(recorded(), PICTURES, SOUND, AAC)), path)
    with av.open(str(path)) as found:
        assert [stream.codec_context.name for stream in found.streams] == ["h264", "aac"]
    whole = decode(path.read_bytes())
    assert pitch(whole.sound) == pytest.approx(440, abs=1) and len(whole.times) >= (SECONDS - 1) * 15
