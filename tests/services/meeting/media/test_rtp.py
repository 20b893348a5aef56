"""RTP packets as bytes."""

import pytest
from aiortc.rtcrtpparameters import RTCRtpHeaderExtensionParameters, RTCRtpParameters
from aiortc.rtp import HeaderExtensions, HeaderExtensionsMap
from aiortc.rtp import RtpPacket as Theirs
from hypothesis import given
from hypothesis import strategies as st

from services.meeting.media.rtp import SILENCE, RtpPacket, elements, level, parse, unwrap_rtx, write

U16 = st.integers(0, 2**16 - 1)
U32 = st.integers(0, 2**32 - 1)
BARE = st.just(b"")
PAYLOADS = st.binary(max_size=40)
PACKETS = st.builds(RtpPacket, st.integers(0, 127), st.sampled_from([0, 0x80]), U16, U32, U32, PAYLOADS, BARE)
LEVEL_ID = 2


def their_map() -> HeaderExtensionsMap:
    agreed = HeaderExtensionsMap()
    uris = {1: "urn:ietf:params:rtp-hdrext:sdes:mid", LEVEL_ID: "urn:ietf:params:rtp-hdrext:ssrc-audio-level"}
    agreed.configure(
        RTCRtpParameters(headerExtensions=[RTCRtpHeaderExtensionParameters(id=i, uri=uri) for i, uri in uris.items()])
    )
    return agreed


@given(PACKETS)
def test_what_is_written_is_read_again(packet):
    assert parse(write(packet)) == packet


@given(PACKETS, st.lists(U32, max_size=3), st.integers(0, 255), st.text("abc", min_size=1, max_size=5), st.booleans())
def test_csrcs_extensions_and_padding_are_told_from_the_payload(packet, sources, padding, mid, speaks):
    theirs = Theirs(packet.payload_type, packet.marker >> 7, packet.seq, packet.ts, packet.ssrc, packet.payload)
    theirs.csrc, theirs.padding_size = sources, padding
    theirs.extensions = HeaderExtensions(mid=mid, audio_level=(speaks, 42))
    read = parse(theirs.serialize(their_map()))
    assert write(read) == write(packet)
    assert elements(read.extension)[1] == mid.encode()
    assert level(read, LEVEL_ID) == 42


@given(st.binary(max_size=60))
def test_no_bytes_at_all_do_more_than_be_refused(data):
    try:
        elements(parse(data).extension)
    except ValueError as error:
        assert "RTP packet" in str(error)


def test_a_packet_without_a_level_is_silent():
    assert level(RtpPacket(0, 0, 0, 0, 0, b""), LEVEL_ID) == SILENCE


@given(PACKETS, U16)
def test_a_packet_sent_again_is_what_it_was(packet, rtx_seq):
    rtx = RtpPacket(99, packet.marker, rtx_seq, packet.ts, 7, packet.seq.to_bytes(2) + packet.payload)
    assert unwrap_rtx(rtx, packet.payload_type, packet.ssrc) == packet


def test_padding_sent_as_rtx_is_no_packet():
    assert unwrap_rtx(RtpPacket(99, 0, 1, 1, 7, b""), 98, 1) is None


@pytest.mark.parametrize("data", [b"\x80" * 11, b"\x40" + bytes(11), b"\x90" + bytes(12), b"\xa0" + bytes(11)])
def test_broken_packets_are_refused(data):
    with pytest.raises(ValueError, match="RTP packet"):
        parse(data)
