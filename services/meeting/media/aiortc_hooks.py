"""The only place that touches what aiortc 1.16 and aioice keep to themselves (pylibsrtp's is in `srtp.py`).

aiortc shakes hands (SDP, ICE, DTLS); media goes past it: packets are taken where they are decrypted and handed over
where they are encrypted. Its senders and receivers never start: it has no decoder, no jitter buffer, no own RTCP.
A new aiortc: run tests/services/meeting/media/test_aiortc_hooks.py, which has one test for each name used here.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from aiortc import RTCPeerConnection, RTCRtpTransceiver
from aiortc.rtcrtpparameters import RTCRtpCodecParameters
from pylibsrtp import Error as SrtpError

from services.meeting.media.datagrams import Datagrams
from services.meeting.media.srtp import protecting, unprotecting
from shared.observability.logs import get_logger

log = get_logger()
Taken = Callable[[bytes], None]


async def _nothing(parameters: object) -> None:
    """Stands where aiortc would start its own sender or receiver."""


def keep_media_out(connection: RTCPeerConnection) -> None:
    """Forbid aiortc to send or receive media by itself. Call before the local description is set."""
    for transceiver in connection.getTransceivers():
        transceiver.sender.send = _nothing  # type: ignore[method-assign]
        transceiver.receiver.receive = _nothing  # type: ignore[method-assign]


def codecs(transceiver: RTCRtpTransceiver) -> list[RTCRtpCodecParameters]:
    """The codecs agreed on, RTX among them."""
    return transceiver._codecs


def extension_id(transceiver: RTCRtpTransceiver, uri: str) -> int:
    """The number agreed on for a header extension; 0 when there is none."""
    return next((agreed.id for agreed in transceiver._headerExtensions if agreed.uri == uri), 0)


def sending_ssrcs(transceiver: RTCRtpTransceiver) -> tuple[int, int]:
    """The SSRC our answer names for what we send here, and the one for sending it again."""
    return transceiver.sender._ssrc, transceiver.sender._rtx_ssrc


def name_stream(transceiver: RTCRtpTransceiver, name: str) -> None:
    """Put what we send here into a named stream: a browser keeps lips and voice together within one."""
    transceiver.sender._stream_id = name


class Wire:
    """The encrypted line to one browser, all m-lines bundled. Packets sent before it stands are dropped."""

    def __init__(self, connection: RTCPeerConnection) -> None:
        self._dtls: Any = connection.getTransceivers()[0].receiver.transport
        self._nominated = self._dtls.transport._connection._nominated
        self._pair: Any = None
        self._protect: Callable[[Sequence[bytes]], list[bytes]] | None = None
        self._datagrams: Datagrams | None = None

        @connection.on("connectionstatechange")
        def changed() -> None:
            if connection.connectionState == "closed":
                self._nominated = {}  # ICE ends after this: a report meanwhile opens the way no more
                self._follow(None)

    def listen(self, rtp: Taken, rtcp: Taken, turn_ended: Callable[[], None] = lambda: None) -> None:
        """Take every decrypted packet from now on; `turn_ended` comes after those that came together.

        A fault of ours is logged: raised, it would end the line.
        """
        loop, in_turn = asyncio.get_running_loop(), False

        def end() -> None:
            nonlocal in_turn
            in_turn = False
            _safely(turn_ended)

        def take_rtp(data: bytes) -> None:
            nonlocal in_turn
            if not in_turn:
                in_turn = True
                loop.call_soon(end)
            _safely(rtp, data)

        self._take_from_aiortc(take_rtp, rtcp)
        for protocol in self._dtls.transport._connection._protocols:
            self._take_from_socket(protocol, take_rtp)

    def _take_from_socket(self, protocol: Any, rtp: Taken) -> None:
        """Pictures and voices go past the queues of ICE and DTLS, as dear as all the rest of taking a packet."""
        others, unprotect = protocol.datagram_received, None

        def take(data: bytes, address: tuple[Any, ...]) -> None:
            nonlocal unprotect
            if not _is_rtp(data) or self._dtls._rx_srtp is None:
                others(data, address)
                return
            unprotect = unprotect or unprotecting(self._dtls._rx_srtp)
            try:
                plain = unprotect(data)
            except SrtpError:  # a repeated or a strange packet
                return
            rtp(plain)

        protocol.datagram_received = take

    def _take_from_aiortc(self, rtp: Taken, rtcp: Taken) -> None:
        """Reports, and what comes by a relay."""

        async def take_rtp(data: bytes, arrival_time_ms: int) -> None:
            rtp(data)

        async def take_rtcp(data: bytes) -> None:
            _safely(rtcp, data)

        self._dtls._handle_rtp_data = take_rtp
        self._dtls._handle_rtcp_data = take_rtcp

    def send(self, packets: Sequence[bytes]) -> None:
        """Encrypt RTP packets and put them on the line."""
        if not self._stands() or self._protect is None or self._datagrams is None:
            return
        try:
            self._datagrams.send(self._protect(packets))
        except SrtpError:  # one viewer's trouble; the packets' other viewers get them
            self._protect = None

    def send_control(self, packet: bytes) -> None:
        """The same for RTCP, one or several reports in one packet."""
        if self._stands() and self._datagrams is not None:
            self._datagrams.send([self._dtls._tx_srtp.protect_rtcp(packet)])

    def _stands(self) -> bool:
        """Whether there is a way; ICE may have chosen another one."""
        pair = self._nominated.get(1)
        if pair is not self._pair or self._protect is None:
            self._follow(pair)
        return self._protect is not None

    def _follow(self, pair: Any) -> None:
        session = self._dtls._tx_srtp
        if self._datagrams is not None:
            self._datagrams.close()
        self._pair, self._protect, self._datagrams = pair, None, None
        if pair is not None and session is not None:
            self._protect = protecting(session)
            self._datagrams = Datagrams(pair.protocol.transport, pair.remote_addr)


def _is_rtp(data: bytes) -> bool:
    """RFC 7983; of what DTLS-SRTP carries, reports have these payload types (RFC 5761)."""
    return len(data) > 1 and 128 <= data[0] < 192 and not 192 <= data[1] <= 208


def _safely(take: Callable[..., None], *data: bytes) -> None:
    try:
        take(*data)
    except Exception:
        log.exception("media.packet_failed")
