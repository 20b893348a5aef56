"""Which m-lines of an offer we carry."""

import asyncio
from pathlib import Path

import pytest

from services.meeting.media.handshake import shake
from services.meeting.media.offers import read
from tests.services.meeting.media.peers import Screen, Speaker

HEAD = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1 2\r\n"
OPUS = "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:2\r\na=rtpmap:111 opus/48000/2\r\na=ssrc:5 cname:x\r\n"


def video(mid: int, terms: str, codec: str = "H264") -> str:
    return f"m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=mid:{mid}\r\na=rtpmap:96 {codec}/90000\r\na=fmtp:96 {terms}\r\n"


@pytest.mark.parametrize(
    ("terms", "codec", "carried"),
    [
        ("level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f", "H264", True),
        ("packetization-mode=1;profile-level-id=42C015", "h264", True),
        ("packetization-mode=0;profile-level-id=42e01f", "H264", False),
        ("packetization-mode=1;profile-level-id=42001f", "H264", False),
        ("packetization-mode=1;profile-level-id=640c1f", "H264", False),
        ("packetization-mode=1;profile-level-id=zz", "H264", False),
        ("packetization-mode=1;profile-level-id=42e01f", "VP8", False),
    ],
)
def test_only_constrained_baseline_in_mode_one_is_carried(terms, codec, carried):
    offer = read(HEAD + video(0, terms, codec) + OPUS)
    assert [section.kind for section in offer.carried] == (["video"] if carried else []) + ["audio"]


def test_refused_lines_stand_at_their_place_with_port_0_and_outside_the_bundle():
    offer = read(HEAD + video(0, "", "VP8") + video(1, "packetization-mode=1;profile-level-id=42e01f") + OPUS)
    assert "a=group:BUNDLE 1 2" in offer.carried_text()
    answer = offer.answer(offer.carried_text())
    first, second, third = read(answer).sections
    assert first.lines[0].startswith("m=video 0 ")
    assert (first.mid, second.mid, third.mid) == ("0", "1", "2")
    assert "a=group:BUNDLE 1 2" in answer


def test_streams_are_known_by_their_ssrcs():
    group = video(0, "packetization-mode=1;profile-level-id=42e01f") + "a=ssrc-group:FID 11 12\r\na=ssrc:11 cname:x\r\n"
    picture, voice = read(HEAD + group + OPUS).sections
    assert (picture.ssrcs, voice.ssrcs) == ((11, 12), (5, 0))


def sockets() -> int:
    """How many this process has open."""
    return sum(known.is_socket() for known in Path("/proc/self/fd").iterdir())


async def test_a_handshake_that_is_cancelled_at_whatever_moment_leaves_no_socket_open():
    screen, steps, was_done = Screen(), 0, False
    await screen.connection.setLocalDescription()
    before = sockets()
    while not was_done:
        shaking = asyncio.create_task(shake(screen.connection.localDescription.sdp, "sendonly"))
        for _ in range(steps):
            await asyncio.sleep(0)
        was_done = not shaking.cancel()
        if was_done:
            await shaking.result().connection.close()
        else:
            await asyncio.wait({shaking})
        await asyncio.sleep(0)
        assert sockets() == before, f"cancelled after {steps} steps"
        steps += 1
    assert steps > 10
    await screen.connection.close()


async def test_all_lines_of_a_session_share_one_transport():
    speaker = Speaker()
    await speaker.connection.setLocalDescription()
    shaken = await shake(speaker.connection.localDescription.sdp, "recvonly")
    transports = {t.receiver.transport for t in shaken.connection.getTransceivers()}
    await shaken.connection.close()
    await speaker.connection.close()
    assert len(transports) == 1
    assert [(lane.kind, lane.payload_types[1] > 0) for lane in shaken.lanes] == [
        ("video", True),
        ("video", True),
        ("audio", False),
    ]
