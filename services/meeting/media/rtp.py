"""RTP packets as bytes: reading, writing anew, RTX, the audio level. RFC 3550, 4588, 6464. Pure."""

import struct
from typing import NamedTuple

HEADER = struct.Struct("!BBHII")
VERSION = 0x80
PADDING = 0x20
EXTENSION = 0x10
MARKER = 0x80
ONE_BYTE_PROFILE = 0xBEDE
SILENCE = 127  # −dBov: the quietest level RFC 6464 can say


class RtpPacket(NamedTuple):
    """One packet, decrypted. `payload` has no CSRCs, extensions, padding; `extension` is the extensions' block."""

    payload_type: int
    marker: int  # 0x80 or 0
    seq: int
    ts: int
    ssrc: int
    payload: bytes
    extension: bytes = b""


def parse(data: bytes) -> RtpPacket:
    """Read a packet. Raises `ValueError` for what is none."""
    if len(data) < HEADER.size:
        raise ValueError("an RTP packet shorter than its header")
    first, second, seq, ts, ssrc = HEADER.unpack_from(data)
    if first >> 6 != 2:
        raise ValueError("an RTP packet of an unknown version")
    start = HEADER.size + 4 * (first & 0x0F)
    extension = b""
    if first & EXTENSION:
        if len(data) < start + 4:
            raise ValueError("an RTP packet with half an extension")
        end = start + 4 + 4 * int.from_bytes(data[start + 2 : start + 4])
        extension, start = data[start:end], end
    end = len(data) - (data[-1] if first & PADDING else 0)
    if start > end or (first & PADDING and end == len(data)):
        raise ValueError("an RTP packet whose parts overlap")
    return RtpPacket(second & 0x7F, second & MARKER, seq, ts, ssrc, data[start:end], extension)


def write(packet: RtpPacket) -> bytes:
    """The packet with a bare header: no extensions, no padding."""
    second = packet.marker | packet.payload_type
    return HEADER.pack(VERSION, second, packet.seq, packet.ts, packet.ssrc) + packet.payload


def unwrap_rtx(rtx: RtpPacket, payload_type: int, ssrc: int) -> RtpPacket | None:
    """The packet that was sent again, or `None` for padding sent as RTX to probe the line."""
    if len(rtx.payload) < 2:
        return None
    seq = int.from_bytes(rtx.payload[:2])
    return RtpPacket(payload_type, rtx.marker, seq, rtx.ts, ssrc, rtx.payload[2:])


def elements(extension: bytes) -> dict[int, bytes]:
    """Header extensions by id (one-byte form, RFC 8285); what is cut off or of another form is left out."""
    found: dict[int, bytes] = {}
    if len(extension) < 4 or int.from_bytes(extension[:2]) != ONE_BYTE_PROFILE:
        return found
    at = 4
    while at < len(extension):
        key, size = extension[at] >> 4, (extension[at] & 0x0F) + 1
        if key == 0:  # a byte of padding
            at += 1
            continue
        if key == 15 or at + 1 + size > len(extension):
            break
        found[key] = extension[at + 1 : at + 1 + size]
        at += 1 + size
    return found


def level(packet: RtpPacket, extension_id: int) -> int:
    """Loudness as −dBov: 0 is loudest, 127 silence or unknown."""
    value = elements(packet.extension).get(extension_id)
    return value[0] & 0x7F if value else SILENCE
