"""The last packets of one publisher's stream, shared by all who may ask for one again. Pure."""

from services.meeting.media.rtp import RtpPacket

VIDEO_PACKETS = 1024  # about five seconds of 720p
VOICE_PACKETS = 256


class Ring:
    """Packets by sequence number; a newer packet takes the place of the one a whole turn older."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._places: list[RtpPacket | None] = [None] * size

    def put(self, packet: RtpPacket) -> bool:
        """Keep a packet; false when it is here already."""
        place = packet.seq % self._size
        held = self._places[place]
        if held is not None and held.seq == packet.seq and held.ts == packet.ts:
            return False
        self._places[place] = packet
        return True

    def get(self, seq: int) -> RtpPacket | None:
        """The packet of this number, when it is still here."""
        held = self._places[seq % self._size]
        return held if held is not None and held.seq == seq else None
