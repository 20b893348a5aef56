"""A source and its sinks within one turn of the loop: everybody gets all that is theirs, once, in order."""

from collections.abc import Sequence

from services.meeting.media.rtp import RtpPacket, write
from services.meeting.media.sink import Arrived, Sink
from services.meeting.media.source import Source

KEY, DELTA = b"\x67key", b"\x41delta"


class Listener(Sink):
    def __init__(self) -> None:
        super().__init__()
        self.bursts: list[list[int]] = []

    def began(self, source: Source, packet: RtpPacket, now_us: int) -> None:
        self.bursts.append([-packet.seq])

    def take(self, burst: Sequence[Arrived]) -> None:
        self.bursts.append([one.packet.seq for one in burst])


def camera() -> Source:
    return Source(1, "hall", "hd", 90_000, lambda: None)


def come(source: Source, seq: int, payload: bytes = DELTA) -> None:
    packet = RtpPacket(96, 0, seq, seq, 1, payload)
    source.take(packet, 10**12 + seq, write(packet))


def test_what_came_in_one_turn_is_given_once_and_together():
    source, listener = camera(), Listener()
    listener.aim(source)
    for seq, payload in ((1, KEY), (2, DELTA), (3, DELTA)):
        come(source, seq, payload)
    source.flush()
    source.flush()
    assert listener.bursts == [[-1], [1, 2, 3]]


def test_a_newcomer_begins_at_the_key_frame_in_the_midst_of_a_turn():
    source, old, new = camera(), Listener(), Listener()
    old.aim(source)
    come(source, 1, KEY)
    source.flush()
    new.aim(source)
    for seq, payload in ((2, DELTA), (3, KEY), (4, DELTA)):
        come(source, seq, payload)
    source.flush()
    assert old.bursts == [[-1], [1], [2], [3, 4]]
    assert new.bursts == [[-3], [3, 4]]


def test_whoever_turns_to_another_source_first_gets_what_came_from_the_old_one():
    old, new, listener = camera(), camera(), Listener()
    listener.aim(old)
    come(old, 1, KEY)
    listener.aim(new)
    come(old, 2)
    come(new, 7, KEY)
    old.flush()
    new.flush()
    assert listener.bursts == [[-1], [1, 2], [-7], [7]]


def test_a_packet_that_came_twice_in_a_turn_is_given_once():
    source, listener = camera(), Listener()
    listener.aim(source)
    come(source, 1, KEY)
    come(source, 1, KEY)
    source.flush()
    assert listener.bursts == [[-1], [1]]
