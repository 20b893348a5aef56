"""Lost, late and strange packets; clocks that disagree; cameras that change."""

import random

import numpy as np
import pytest

from services.meeting.media.tap_frames import TapPacket
from services.meeting.recorder.segments import SEGMENT_US
from tests.services.meeting.recorder.camera_and_voice import Stream, payloads, pictures, tone
from tests.services.meeting.recorder.evening import ORIGIN, Evening, heard, on_stage

FPS = 15


def camera(
    source: int = 1, size: tuple[int, int] = (320, 240), seconds: int = 6, start_us: int = 0, delay_us: int = 0
) -> tuple[Stream, list[TapPacket]]:
    """Pictures at 15 a second; the timestamps run round within the first seconds."""
    stream, frames = Stream(source, 90_000, 2**32 - 90_000, "V"), list[TapPacket]()
    for number in range(seconds * FPS):
        at = ORIGIN + start_us + number * 1_000_000 // FPS
        frames += stream.packets(at, list(payloads(pictures(*size)[number % 45])), delay_us)
    return stream, frames


def speaker(source: int = 2, seconds: int = 6, hertz: float = 440) -> tuple[Stream, list[TapPacket]]:
    stream, frames = Stream(source, 48_000, 2**32 - 24_000, "A"), list[TapPacket]()
    for number in range(seconds * 50):
        frames += stream.packets(ORIGIN + number * 20_000, [tone(hertz)[number]])
    return stream, frames


def loudest(sound: np.ndarray) -> np.ndarray:
    """In each tenth of a second."""
    whole = len(sound) // 4_800 * 4_800
    peaks: np.ndarray = np.abs(sound[:whole]).reshape(-1, 4_800).max(axis=1)
    return peaks


def test_every_picture_and_all_sound_of_a_quiet_line_is_in_the_film():
    _, video = camera()
    _, audio = speaker()
    evening = Evening().play([on_stage(1, "hall"), heard((2, "hall")), *video, *audio])
    film = evening.film()
    assert len(film.sizes) == 6 * FPS
    assert np.diff(film.times) == pytest.approx(1 / FPS, abs=0.001)
    assert loudest(film.sound[4_800:-9_600]) == pytest.approx(0.3, abs=0.05)
    assert evening.feed.losses == {"taken": 300, "lost": 0, "overdue": 0}


def test_segments_begin_at_the_key_frames_after_two_seconds():
    _, video = camera()
    evening = Evening().play([on_stage(1, "hall"), *video])
    assert [cut.start_us for cut in evening.opened] == [0, SEGMENT_US, 2 * SEGMENT_US]


def test_a_mark_begins_a_segment_at_the_next_key_frame():
    _, video = camera()
    evening = Evening()
    evening.play(
        [on_stage(1, "hall"), *video], lambda now: evening.segmenter.mark() if now == ORIGIN + 500_000 else None
    )
    assert [cut.start_us for cut in evening.opened][:3] == [0, 1_000_000, 3_000_000]


def test_of_a_voice_with_three_in_a_hundred_packets_lost_and_many_out_of_order_no_more_is_lost():
    _, video = camera(seconds=10)
    _, audio = speaker(seconds=10)
    chance = random.Random(7)
    kept = [packet for packet in audio if chance.random() > 0.03]
    shaken = [TapPacket("A", packet.arrival_us + chance.randrange(60_000), 2, packet.rtp) for packet in kept]
    evening = Evening().play([on_stage(1, "hall"), heard((2, "hall")), *video, *shaken])
    losses = evening.feed.losses
    assert losses["overdue"] == 0
    assert losses["lost"] == len(audio) - len(kept)
    assert losses["taken"] == len(kept)


def test_voice_and_picture_meet_as_the_senders_reports_say_whatever_their_ways_took():
    """The picture took 180 ms longer; both happened together, and the point's clock is an hour wrong."""
    wrong = 3_600_000_000
    picture, video = camera(delay_us=180_000)
    voice, audio = speaker()
    reports = [picture.report(ORIGIN, wrong, 180_000), voice.report(ORIGIN, wrong)]
    evening = Evening().play([on_stage(1, "hall"), heard((2, "hall")), *reports, *video, *audio])
    film = evening.film()
    loud = film.sound_from + int(np.argmax(np.abs(film.sound) > 0.05)) / 48_000
    assert abs(film.times[0] - loud) < 0.03


def test_without_reports_the_arrivals_speak():
    _, video = camera(delay_us=100_000)
    _, audio = speaker()
    film = Evening().play([on_stage(1, "hall"), heard((2, "hall")), *video, *audio]).film()
    assert film.times[0] == pytest.approx(0.1, abs=0.001)


def test_another_camera_begins_a_segment_of_its_own_and_all_pictures_are_there():
    _, first = camera(1, (320, 240), seconds=3)
    _, second = camera(5, (480, 272), seconds=3, start_us=3_000_000)
    events = [on_stage(1, "hall"), on_stage(5, "branch", ORIGIN + 3_000_000)]
    evening = Evening().play([*events, *first, *second])
    assert [(cut.start_us, cut.point) for cut in evening.opened] == [
        (0, "hall"), (2_000_000, "hall"), (3_000_000, "branch"), (5_000_000, "branch"),
    ]  # fmt: skip
    film = evening.film()
    assert film.sizes == [(320, 240)] * 45 + [(480, 272)] * 45


def test_after_a_lost_picture_packet_the_film_waits_for_the_next_key_frame_and_is_whole():
    _, video = camera(seconds=4)
    key = next(at for at, packet in enumerate(video) if packet.arrival_us >= ORIGIN + 1_400_000)
    del video[key]
    evening = Evening().play([on_stage(1, "hall"), *video])
    assert len(evening.film().sizes) == 4 * FPS - 9
    assert not evening.feed.wants_key


def test_a_voice_that_is_closed_is_heard_to_its_end():
    _, video = camera(seconds=3)
    _, audio = speaker(seconds=1)
    events = [on_stage(1, "hall"), heard((2, "hall")), heard(at_us=ORIGIN + 990_000)]
    film = Evening().play([*events, *video, *audio]).film()
    assert np.abs(film.sound[46_000:47_000]).max() > 0.2


def test_three_loud_voices_are_bent_not_cut():
    _, video = camera(seconds=3)
    voices = [speaker(source, seconds=3, hertz=440)[1] for source in (2, 3, 4)]
    events = [on_stage(1, "hall"), heard((2, "hall"), (3, "a"), (4, "b"))]
    film = Evening().play([*events, *video, *[packet for voice in voices for packet in voice]]).film()
    assert 0.8 < np.abs(film.sound[4800:-9600]).max() <= 1.05
