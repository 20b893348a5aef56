"""Whoever sends may send anything, and the recorder of everybody else goes on."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.meeting.media.rtp import RtpPacket
from services.meeting.recorder.h264 import LARGEST, AccessUnit, Depacketizer
from services.meeting.recorder.init_segment import init_segment
from services.meeting.recorder.slate import PARAMETERS
from tests.services.meeting.recorder.camera_and_voice import Stream, tone
from tests.services.meeting.recorder.evening import ORIGIN, Evening, heard, on_stage
from tests.services.meeting.recorder.test_stage_feed import camera, loudest

PICTURE = b"\x65" + bytes(20)
WIDE = int(f"1101110{'0' * 16}{70_001:b}1100".ljust(48, "0"), 2).to_bytes(6, "big")  # 70 001 blocks across
SETS = 200  # parameter sets of an earlier picture, put before a later one
BROKEN = {
    "a head alone": b"\x67",
    "cut off": PARAMETERS.sps[:5],
    "noughts": b"\x67\x42\xe0\x1f" + bytes(30),
    "as wide as no screen": b"\x67\x42\xe0\x1f" + WIDE,
    "endless": b"\x67\x42\xe0\x1f" + b"\xff" * 70_000,
}


def packet(seq: int, ts: int, marker: bool, payload: bytes) -> RtpPacket:
    return RtpPacket(96, 0x80 * marker, seq, ts, 1, payload)


def sent(depacketizer: Depacketizer, at: int, *units: bytes) -> list[AccessUnit]:
    """One picture, its last packet marked."""
    last = len(units) - 1
    return [
        whole
        for n, unit in enumerate(units)
        for whole in depacketizer.take(packet(at * 10 + n, at, n == last, unit), 0)
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


UNENDING = {
    "one unit in pieces without an end": [b"\x7c\x85" + bytes(1000), b"\x7c\x05" + bytes(1000)],
    "units and no mark": [b"\x65" + bytes(1000), b"\x65" + bytes(1000)],
    "empty units together": [b"\x78" + b"\0\0" * 500, b"\x78" + b"\0\0" * 500],
    "a byte at a time": [b"\x65", b"\x65"],
}


@pytest.mark.parametrize("packets", UNENDING.values(), ids=UNENDING)
def test_a_picture_that_never_ends_is_given_up_and_the_next_key_frame_is_seen(packets):
    depacketizer = Depacketizer()
    sent(depacketizer, 1, PARAMETERS.sps, PARAMETERS.pps, PICTURE)
    assert not depacketizer.wants_key
    first, more = packets
    tracemalloc.start()
    depacketizer.take(packet(0, 2, False, first), 0)
    for number in range(3 * LARGEST // min(len(more) + 64, 1000)):
        assert depacketizer.take(packet(number + 1, 2, False, more), 0) == []
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2 * LARGEST
    assert depacketizer.wants_key and depacketizer.broken == 1
    assert depacketizer.take(packet(9, 2, True, PICTURE), 0) == []  # what is left of it is no picture
    (unit,) = sent(depacketizer, 3, PARAMETERS.sps, PARAMETERS.pps, PICTURE)
    assert unit.is_key


PIECES = st.sampled_from([b"\x7c\x85", b"\x7c\x05", b"\x7c\x45", b"\x78", b"\x65", b"\x61", b"\x67", b"\x68", b""])


@given(st.lists(st.tuples(PIECES, st.binary(max_size=60), st.integers(0, 3), st.booleans(), st.integers(0, 1))))
def test_whatever_comes_the_depacketizer_holds_a_picture_and_no_more(packets):
    depacketizer = Depacketizer(largest=500)
    for number, (kind, body, timestamp, marker, lost) in enumerate(packets):
        units = depacketizer.take(packet(number, timestamp, marker, kind + body), lost)
        assert all(sum(map(len, unit.nals)) <= 500 + SETS for unit in units)
        assert sum(map(len, depacketizer._nals)) + len(depacketizer._piece or b"") <= 500
