"""Numbers that wrap, one stream out of many, what arrived and what did not."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.meeting.media.continuation import Continuation
from services.meeting.media.reception import ASK_EVERY_MS, ASK_TIMES, Reception
from services.meeting.media.ring import Ring
from services.meeting.media.rtp import RtpPacket
from services.meeting.media.serial import Unwrapped, after

U16 = st.integers(0, 2**16 - 1)
U32 = st.integers(0, 2**32 - 1)


@given(st.integers(0, 2**40), st.lists(st.integers(-1000, 30_000), max_size=50))
def test_numbers_unwrap_to_where_they_came_from(start, steps):
    unwrap, at = Unwrapped(), start
    offset = start - unwrap(start % 2**16)
    for step in steps:
        at = max(start, at + step)
        if abs(at - start) < 2**62:
            highest = max(start, at)
            assert (unwrap(highest % 2**16) + offset) % 2**16 == highest % 2**16


@given(U16, st.integers(1, 2**15 - 1))
def test_after_holds_across_the_wrap(number, ahead):
    later = (number + ahead) % 2**16
    assert after(later, number)
    assert not after(number, later)


@given(st.lists(st.tuples(U16, U32, st.integers(1, 200), st.integers(0, 5_000_000)), min_size=1, max_size=6), U16, U32)
def test_an_output_goes_on_without_a_gap_over_any_sources(sources, seq, ts):
    line, now_us, seqs, stamps = Continuation(90_000, seq, ts), 1_000_000, [seq], [ts]
    for first, first_ts, packets, pause_us in sources:
        now_us += pause_us
        line.begin(first, first_ts, now_us)
        for at in range(packets):
            out = line.write((first + at) % 2**16, (first_ts + at * 3000) % 2**32, now_us + at * 33_333)
            assert out is not None
            seqs.append(out[0])
            stamps.append(out[1])
        now_us += packets * 33_333
    assert all(b == (a + 1) % 2**16 for a, b in pairwise(seqs))
    assert all(after(b, a, 32) for a, b in pairwise(stamps))


@given(U16, U32, st.integers(0, 500))
def test_a_number_of_the_output_leads_back_to_the_sources(first, ts, at):
    line = Continuation(90_000, 40_000, 5)
    line.begin(first, ts, 1)
    for step in range(501):
        line.write((first + step) % 2**16, ts, 1)
    assert line.source_seq((40_001 + at) % 2**16) == (first + at) % 2**16
    assert line.source_seq(40_000) is None
    assert line.source_seq((40_001 + 501) % 2**16) is None


def test_packets_from_before_the_start_are_left_out():
    line = Continuation(90_000, 10, 10)
    line.begin(100, 0, 1)
    assert line.write(99, 0, 1) is None
    assert line.write(100, 0, 1) == (11, 11)


@given(st.integers(0, 2**16 - 1), st.integers(30, 300), st.sets(st.integers(1, 298), max_size=20))
def test_every_gap_is_asked_for_and_counted(first, packets, lost):
    lost = {at for at in lost if at < packets - 1}
    reception = Reception(90_000, mends=True)
    for at in range(packets):
        if at not in lost:
            reception.arrived((first + at) % 2**16, at * 3000, at)
    assert set(reception.to_ask(10_000)) == {(first + at) % 2**16 for at in lost}
    report = reception.report()
    assert report is not None
    assert report.lost == len(lost)
    assert report.fraction == 0 if not lost else abs(report.fraction - len(lost) / packets) < 1e-9


def test_a_gap_is_asked_for_again_after_a_while_and_not_for_ever():
    reception = Reception(90_000, mends=True)
    reception.arrived(1, 0, 0)
    reception.arrived(3, 0, 0)
    asked = [reception.to_ask(at) for at in range(0, 100 * ASK_EVERY_MS, ASK_EVERY_MS // 2)]
    assert asked[0] == [2]
    assert asked[1] == []
    assert sum(map(len, asked)) == ASK_TIMES
    assert not reception.has_gaps


def test_a_mended_gap_is_not_asked_for_and_still_counts_as_lost_on_the_line():
    reception = Reception(90_000, mends=True)
    reception.arrived(1, 0, 0)
    reception.arrived(3, 0, 0)
    reception.mended(2)
    assert reception.to_ask(1000) == []
    assert (report := reception.report()) and report.lost == 1


def test_loss_is_counted_since_the_last_report():
    reception = Reception(90_000, mends=True)
    for seq in (1, 2, 4):
        reception.arrived(seq, 0, 0)
    assert (report := reception.report()) and report.fraction == 0.25
    reception.arrived(5, 0, 0)
    assert (report := reception.report()) and report.fraction == 0
    assert report.lost == 1


@given(st.lists(U16, max_size=80))
def test_the_ring_gives_back_what_it_was_given_last_at_that_place(seqs):
    ring, last = Ring(16), {}
    for seq in seqs:
        packet = RtpPacket(96, 0, seq, seq, 1, b"x")
        ring.put(packet)
        last[seq % 16] = packet
    assert all(ring.get(packet.seq) is packet or ring.get(packet.seq) == packet for packet in last.values())
    assert all(ring.get(seq) is None for seq in seqs if last[seq % 16].seq != seq)


def test_the_ring_tells_a_packet_that_came_twice():
    ring, packet = Ring(16), RtpPacket(96, 0, 5, 5, 1, b"x")
    assert ring.put(packet)
    assert not ring.put(packet)
