"""Whoever sends may send anything, and the recorder of everybody else goes on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.meeting.recorder.h264 import AccessUnit, Depacketizer
from services.meeting.recorder.init_segment import init_segment
from services.meeting.recorder.rtp import Rtp
from services.meeting.recorder.slate import PARAMETERS
from tests.services.meeting.recorder.camera_and_voice import Stream, tone
from tests.services.meeting.recorder.evening import ORIGIN, Evening, heard, on_stage
from tests.services.meeting.recorder.test_stage_feed import camera, loudest

PICTURE = b"\x65" + bytes(20)
WIDE = int(f"1101110{'0' * 16}{70_001:b}1100".ljust(48, "0"), 2).to_bytes(6, "big")  # 70 001 blocks across
BROKEN = {
    "a head alone": b"\x67",
    "cut off": PARAMETERS.sps[:5],
    "noughts": b"\x67\x42\xe0\x1f" + bytes(30),
    "as wide as no screen": b"\x67\x42\xe0\x1f" + WIDE,
    "endless": b"\x67\x42\xe0\x1f" + b"\xff" * 70_000,
}


def sent(depacketizer: Depacketizer, at: int, *units: bytes) -> list[AccessUnit]:
    """One picture, its last packet marked."""
    last = len(units) - 1
    return [
        whole for n, unit in enumerate(units) for whole in depacketizer.take(Rtp(at * 10 + n, at, n == last, unit), 0)
    ]


@pytest.mark.parametrize("sps", BROKEN.values(), ids=BROKEN)
def test_a_broken_parameter_set_makes_no_picture_and_the_next_good_one_does(sps):
    depacketizer = Depacketizer()
    assert sent(depacketizer, 1, sps, PARAMETERS.pps, PICTURE) == []
    assert depacketizer.wants_key
    (unit,) = sent(depacketizer, 2, PARAMETERS.sps, PARAMETERS.pps, PICTURE)
    assert unit.parameters == PARAMETERS


@given(st.binary(max_size=40), st.binary(max_size=2000))
def test_whatever_comes_out_of_the_packets_has_an_init_segment(sps, pps):
    for unit in sent(Depacketizer(), 1, b"\x67" + sps, b"\x68" + pps, PICTURE):
        assert init_segment(unit.parameters)


def test_a_voice_packet_of_padding_alone_does_not_end_the_voice():
    _, video = camera(seconds=4)
    stream = Stream(2, 48_000, 7, "A")
    audio = []
    for number in range(200):
        said = [tone(440)[number]] if number != 100 else [tone(440)[number], b""]
        audio += stream.packets(ORIGIN + number * 20_000, said)
    film = Evening().play([on_stage(1, "hall"), heard((2, "hall")), *video, *audio]).film()
    assert loudest(film.sound[4_800:-19_200]) == pytest.approx(0.3, abs=0.06)
    assert np.abs(film.sound[-28_800:-19_200]).max() > 0.2
