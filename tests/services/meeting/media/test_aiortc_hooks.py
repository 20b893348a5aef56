"""One test for each name of aiortc's own that `aiortc_hooks` uses. A new aiortc is taken when these hold."""

import asyncio
import inspect
from typing import Any

import aioice
import pytest_asyncio
from aiortc import RTCRtpReceiver, RTCRtpSender
from aiortc.rtcdtlstransport import RTCDtlsTransport
from aiortc.rtcpeerconnection import RTCPeerConnection

from services.meeting.media.aiortc_hooks import Wire, codecs, extension_id, name_stream, sending_ssrcs
from services.meeting.media.engine import Engine
from services.meeting.media.handshake import LEVEL_URI
from services.meeting.media.rtp import RtpPacket, parse, write
from services.meeting.media.viewer import Viewer
from tests.services.meeting.media.peers import Screen, Speaker


@pytest_asyncio.fixture
async def screen(engine):
    async with Screen.opened(engine) as screen:
        yield screen


def dtls(connection: RTCPeerConnection) -> Any:
    return connection.getTransceivers()[0].receiver.transport


def test_aiortc_is_the_one_these_hooks_were_written_for():
    from importlib.metadata import version

    assert version("aiortc") == "1.16.0"
    assert version("aioice").startswith("0.13.")
    assert version("pylibsrtp") == "1.0.0"  # `srtp.py` calls its C functions


def test_media_starts_with_send_and_receive_looked_up_on_the_object():
    """`keep_media_out` puts its own in their place."""
    source = inspect.getsource(RTCPeerConnection)
    assert "await transceiver.sender.send(" in source
    assert "await transceiver.receiver.receive(" in source


def test_what_never_started_stops_at_once():
    """`RTCPeerConnection.close` stops senders and receivers that never ran."""
    assert "if self.__started:" in inspect.getsource(RTCRtpSender.stop)
    assert "if self.__started:" in inspect.getsource(RTCRtpReceiver.stop)


def test_packets_are_handed_to_handlers_looked_up_on_the_object():
    """`Wire.listen` puts its own in their place, with these arguments."""
    source = inspect.getsource(RTCDtlsTransport._recv_next)
    assert "await self._handle_rtcp_data(data)" in source
    assert "await self._handle_rtp_data(data, arrival_time_ms=arrival_time_ms)" in source


async def test_codecs_agreed_on_are_h264_and_its_rtx(engine):
    speaker = Speaker()
    await speaker.connection.setLocalDescription()
    agreed = codecs(speaker.connection.getTransceivers()[0])
    await speaker.connection.close()
    assert [codec.name for codec in agreed] == ["H264", "rtx"]
    assert agreed[1].parameters["apt"] == agreed[0].payloadType


async def test_header_extensions_agreed_on_have_uri_and_number(engine):
    speaker = Speaker()
    await speaker.connection.setLocalDescription()
    voice = speaker.connection.getTransceivers()[2]
    await speaker.connection.close()
    assert extension_id(voice, LEVEL_URI) == 2
    assert extension_id(voice, "urn:x") == 0


async def test_the_answer_names_the_ssrcs_we_send_with():
    speaker = Speaker()
    said = await described(speaker)
    ssrc, again = sending_ssrcs(speaker.connection.getTransceivers()[0])
    assert f"a=ssrc-group:FID {ssrc} {again}" in said


async def test_the_answer_names_the_stream_we_send_in():
    speaker = Speaker()
    name_stream(speaker.connection.getTransceivers()[0], "stage")
    assert "a=msid:stage " in await described(speaker)


async def described(speaker: Speaker) -> str:
    await speaker.connection.setLocalDescription()
    said: str = speaker.connection.localDescription.sdp
    await speaker.connection.close()
    return said


async def test_the_nominated_pair_says_where_to_send(screen):
    pair = dtls(screen.connection).transport._connection._nominated[1]
    assert isinstance(pair, aioice.ice.CandidatePair)
    assert callable(pair.protocol.transport.sendto)
    assert isinstance(pair.remote_addr, tuple)


async def test_the_line_encrypts_rtp_and_rtcp_each_its_way(screen):
    session = dtls(screen.connection)._tx_srtp
    packet = write(RtpPacket(96, 0, 1, 1, 5, b"picture"))
    assert b"picture" not in session.protect(packet)
    assert session.protect_rtcp(bytes.fromhex("80c9000100000001"))


async def test_the_line_decrypts_what_the_other_end_encrypted(screen, engine):
    (viewer,) = await admitted(engine)
    packet = write(RtpPacket(96, 0, 1, 1, 5, b"picture"))
    assert dtls(screen.connection)._rx_srtp.unprotect(viewer._wire._dtls._tx_srtp.protect(packet)) == packet


async def test_each_socket_is_a_protocol_that_takes_datagrams_with_their_address(screen):
    protocols = dtls(screen.connection).transport._connection._protocols
    assert protocols
    for protocol in protocols:
        assert isinstance(protocol, asyncio.DatagramProtocol)
        assert [*inspect.signature(protocol.datagram_received).parameters] == ["data", "address"]


async def test_a_packet_sent_on_one_wire_is_taken_from_the_other(engine):
    """Everything together: nominated pair, encryption, decryption, handlers."""
    async with Screen.opened(engine) as screen:
        came: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        (viewer,) = await admitted(engine)
        viewer._wire.listen(came.set_result, lambda data: None)
        packet = RtpPacket(96, 0x80, 7, 8, 9, b"abc")
        screen.wire.send([write(packet)])
        assert parse(await asyncio.wait_for(came, 5)) == packet


async def test_media_is_taken_at_the_socket_and_reports_by_way_of_aiortc(screen, engine):
    """`Wire.listen` stands before aioice, whose callback the loop looks up on the object for each datagram."""
    (viewer,) = await admitted(engine)
    media, reports, by_aiortc = asyncio.Queue[bytes](), asyncio.Queue[bytes](), list[bytes]()
    screen.wire.listen(media.put_nowait, reports.put_nowait)

    async def take(data: bytes, arrival_time_ms: int) -> None:
        by_aiortc.append(data)

    dtls(screen.connection)._handle_rtp_data = take
    packet = write(RtpPacket(96, 0x80, 7, 8, 9, b"abc"))
    viewer._wire.send([packet])
    viewer._wire.send_control(bytes.fromhex("80c9000100000001"))
    assert await asyncio.wait_for(media.get(), 5) == packet
    assert await asyncio.wait_for(reports.get(), 5) == bytes.fromhex("80c9000100000001")
    assert by_aiortc == []


async def test_a_datagram_nobody_of_ours_encrypted_ends_nothing(screen, engine):
    (viewer,) = await admitted(engine)
    came: asyncio.Queue[bytes] = asyncio.Queue()
    screen.wire.listen(came.put_nowait, lambda data: None)
    for protocol in dtls(screen.connection).transport._connection._protocols:
        protocol.datagram_received(b"\x80\x60" + b"strange" * 9, ("192.0.2.1", 9))
    packet = write(RtpPacket(96, 0x80, 7, 8, 9, b"abc"))
    viewer._wire.send([packet])
    assert await asyncio.wait_for(came.get(), 5) == packet


async def test_a_wire_that_does_not_stand_drops_its_packets():
    speaker = Speaker()
    wire = Wire(speaker.connection)
    wire.send([write(RtpPacket(96, 0, 1, 1, 5, b"x"))])
    wire.send_control(bytes.fromhex("80c9000100000001"))
    await speaker.connection.close()


async def test_a_wire_whose_line_ended_opens_none_again_for_a_report_that_comes_meanwhile(engine):
    """aiortc tells the end before ICE has let go of the pair."""
    async with Screen.opened(engine) as screen:
        await admitted(engine)
        report = bytes.fromhex("80c9000100000001")
        screen.wire.send_control(report)
        assert screen.wire._datagrams is not None
        paired = []

        def ended() -> None:
            paired.append(bool(dtls(screen.connection).transport._connection._nominated))
            screen.wire.send_control(report)

        screen.connection.on("connectionstatechange", ended)
        await screen.connection.close()
        assert paired == [True]
        assert screen.wire._datagrams is None or screen.wire._datagrams._socket.fileno() == -1


async def admitted(engine: Engine) -> tuple[Viewer, ...]:
    async with asyncio.timeout(5):
        while not engine.room.viewers:
            await asyncio.sleep(0)
    return tuple(engine.room.viewers.values())
