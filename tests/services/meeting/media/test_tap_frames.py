"""The tap's wire, both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.meeting.media.tap_frames import HEAD, LARGEST, TapEvent, TapPacket, TapParser, TapReport, pack

U32 = st.integers(0, 2**32 - 1)
U64 = st.integers(0, 2**64 - 1)
EVENTS = st.builds(TapEvent, st.dictionaries(st.text(max_size=8), st.integers() | st.text(max_size=8), max_size=4))
PACKETS = st.builds(TapPacket, st.sampled_from("VA"), U64, U32, st.binary(max_size=60))
REPORTS = st.builds(TapReport, U64, U32, U64, U32)
FRAMES = st.lists(EVENTS | PACKETS | REPORTS, max_size=8)


@given(FRAMES, st.integers(1, 40))
def test_frames_come_out_as_they_went_in_however_the_line_cuts_them(frames, step):
    line = b"".join(pack(frame) for frame in frames)
    parser = TapParser()
    read = [frame for at in range(0, len(line), step) for frame in parser.feed(line[at : at + step])]
    assert read == frames


def test_a_frame_of_an_unknown_kind_is_passed_over():
    parser = TapParser()
    report = TapReport(1, 2, 3, 4)
    assert parser.feed(HEAD.pack(3, ord("Z")) + b"abc" + pack(report)) == [report]


@pytest.mark.parametrize("line", [HEAD.pack(LARGEST + 1, ord("V")), HEAD.pack(3, ord("S")) + b"abc"])
def test_bytes_that_are_no_frame_are_refused(line):
    with pytest.raises(ValueError, match="tap frame"):
        TapParser().feed(line)
