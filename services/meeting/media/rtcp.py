"""The few RTCP packets we read and write: reports, repeats, key frames, bitrate. RFC 3550, 4585, REMB draft."""

import struct
from collections.abc import Sequence
from typing import Any

from aiortc.rtp import (
    RTCP_PSFB_APP,
    RTCP_PSFB_FIR,
    RTCP_PSFB_PLI,
    RTCP_RTPFB_NACK,
    RtcpPacket,
    RtcpPsfbPacket,
    RtcpReceiverInfo,
    RtcpRrPacket,
    RtcpRtpfbPacket,
    RtcpSdesPacket,
    RtcpSenderInfo,
    RtcpSourceInfo,
    RtcpSrPacket,
    pack_remb_fci,
)

from services.meeting.media.reception import Report

BLOCKS = 31  # report blocks and chunks one packet holds


def read(data: bytes) -> list[Any]:
    """The packets of one datagram; none when it is broken."""
    try:
        return list(RtcpPacket.parse(data))
    except (ValueError, struct.error, IndexError):
        return []


def blocks_of(packet: object) -> Sequence[RtcpReceiverInfo]:
    """What the other side says of our streams."""
    return packet.reports if isinstance(packet, (RtcpRrPacket, RtcpSrPacket)) else ()


def sent_report(packet: object) -> tuple[int, int, int] | None:
    """A sender report's SSRC, NTP and RTP timestamp."""
    if not isinstance(packet, RtcpSrPacket):
        return None
    return packet.ssrc, packet.sender_info.ntp_timestamp, packet.sender_info.rtp_timestamp


def wanted_again(packet: object) -> tuple[int, list[int]] | None:
    """The SSRC of ours and the numbers that the other side lacks."""
    if isinstance(packet, RtcpRtpfbPacket) and packet.fmt == RTCP_RTPFB_NACK:
        return packet.media_ssrc, [seq % (1 << 16) for seq in packet.lost]
    return None


def wants_key_frame(packet: object) -> int | None:
    """The SSRC of ours that needs a key frame."""
    if not isinstance(packet, RtcpPsfbPacket):
        return None
    if packet.fmt == RTCP_PSFB_FIR and len(packet.fci) >= 4:
        return int.from_bytes(packet.fci[:4])
    return packet.media_ssrc if packet.fmt == RTCP_PSFB_PLI else None


def picture_loss(ours: int, theirs: int) -> bytes:
    """Ask `theirs` for a key frame."""
    return bytes(RtcpPsfbPacket(fmt=RTCP_PSFB_PLI, ssrc=ours, media_ssrc=theirs))


def ask_again(ours: int, theirs: int, seqs: Sequence[int]) -> bytes:
    """Ask `theirs` for packets; numbers are cut at the wrap, which aiortc's packing does not survive."""
    runs = [sorted(seq for seq in seqs if seq >= 1 << 15), sorted(seq for seq in seqs if seq < 1 << 15)]
    return b"".join(bytes(RtcpRtpfbPacket(RTCP_RTPFB_NACK, ours, theirs, run)) for run in runs if run)


def receiver_report(ours: int, blocks: Sequence[RtcpReceiverInfo]) -> bytes:
    """What arrived, a block a stream."""
    return bytes(RtcpRrPacket(ours, list(blocks[:BLOCKS])))


def block(ssrc: int, report: Report, lsr: int, dlsr: int) -> RtcpReceiverInfo:
    """One stream's block. `lsr`, `dlsr`: the last sender report and how long ago, for the round trip."""
    fraction = min(255, int(report.fraction * 256))
    return RtcpReceiverInfo(
        ssrc, fraction, min(report.lost, 0x7FFFFF), report.highest, min(report.jitter, 0xFFFFFFFF), lsr, dlsr
    )


def bitrate(ours: int, bits: int, ssrcs: Sequence[int]) -> bytes:
    """Allow all these streams together so many bits a second."""
    return bytes(RtcpPsfbPacket(RTCP_PSFB_APP, ours, 0, pack_remb_fci(bits, list(ssrcs))))


def sender_report(ssrc: int, ntp: int, ts: int, packets: int, octets: int, name: str) -> bytes:
    """When the stream's timestamp `ts` was, and whose it is."""
    info = RtcpSenderInfo(ntp, ts, packets % (1 << 32), octets % (1 << 32))
    naming = RtcpSdesPacket([RtcpSourceInfo(ssrc, [(1, name.encode())])])
    return bytes(RtcpSrPacket(ssrc, info)) + bytes(naming)
