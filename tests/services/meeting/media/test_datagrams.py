"""Bursts on a line: order, wholeness, and the way around what a kernel cannot."""

import asyncio
import os
import socket

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from pylibsrtp import Error, Policy, Session

from services.meeting.media import datagrams
from services.meeting.media.datagrams import MOST_TOGETHER, Datagrams, runs
from services.meeting.media.rtp import RtpPacket, write
from services.meeting.media.srtp import protecting, unprotecting


class Transport:
    """Of asyncio, over a socket or – as a TURN relay – over none."""

    def __init__(self, out: socket.socket | None) -> None:
        self.out = out
        self.sent: list[bytes] = []

    def get_extra_info(self, name):
        return self.out

    def sendto(self, data, address):
        self.sent.append(data)


@pytest.fixture
def ear():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ear:
        ear.bind(("127.0.0.1", 0))
        ear.setblocking(False)
        yield ear


@pytest_asyncio.fixture
async def line(ear):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        out.setblocking(False)
        line = Datagrams(Transport(out), ear.getsockname())
        yield line
        line.close()


async def heard(ear, number: int) -> list[bytes]:
    return [await asyncio.wait_for(asyncio.get_running_loop().sock_recv(ear, 2048), 5) for _ in range(number)]


PICTURE = [bytes([at]) * 1100 for at in range(4)] + [b"end" * 100, b"voice" * 10, b"x" * 1100]


@given(st.lists(st.integers(1, 5), min_size=1, max_size=80))
def test_runs_hold_everything_once_in_its_order(sizes):
    waiting = [bytes([at % 256]) * size for at, size in enumerate(sizes)]
    found = list(runs(waiting))
    assert [data for run in found for data in run] == waiting
    for run in found:
        assert {len(data) for data in run[:-1]} <= {len(run[0])}
        assert len(run[-1]) <= len(run[0])
        assert len(run) <= MOST_TOGETHER


async def test_a_burst_arrives_packet_by_packet_in_its_order(line, ear):
    line.send(PICTURE)
    assert await heard(ear, len(PICTURE)) == PICTURE


async def test_a_run_of_one_size_is_one_call_of_the_kernel(line, ear, monkeypatch):
    together: list[int] = []
    send = datagrams._sent_together

    def counted(run, *on):
        together.append(len(run))
        return send(run, *on)

    monkeypatch.setattr(datagrams, "_sent_together", counted)
    line.send(PICTURE)
    await heard(ear, len(PICTURE))
    assert together == [5]


async def test_a_kernel_that_cannot_cut_gets_the_packets_one_by_one(line, ear, monkeypatch):
    monkeypatch.setattr(datagrams, "UDP_SEGMENT", 9999)
    line.send(PICTURE)
    line.send(PICTURE)
    assert await heard(ear, 2 * len(PICTURE)) == PICTURE * 2


async def test_a_relay_without_a_socket_of_its_own_is_sent_through():
    transport = Transport(None)
    line = Datagrams(transport, ("192.0.2.1", 1))
    line.send(PICTURE)
    assert transport.sent == PICTURE
    line.close()


async def test_a_line_that_ended_sends_nothing_more_and_fails_nobody(line, ear):
    line.close()
    line.send(PICTURE)
    with pytest.raises(BlockingIOError):
        ear.recv(2048)


def session(kind: int) -> Session:
    key = bytes(range(44))
    return Session(Policy(key=key, ssrc_type=kind, srtp_profile=Policy.SRTP_PROFILE_AEAD_AES_256_GCM))


@given(st.binary(min_size=1, max_size=1200), st.integers(0, 0xFFFF))
def test_what_is_protected_here_is_what_the_session_itself_protects(payload, seq):
    packet = write(RtpPacket(96, 0x80, seq, 7, 8, payload))
    (ours,) = protecting(session(Policy.SSRC_ANY_OUTBOUND))([packet])
    assert ours == session(Policy.SSRC_ANY_OUTBOUND).protect(packet)
    assert session(Policy.SSRC_ANY_INBOUND).unprotect(ours) == packet
    assert unprotecting(session(Policy.SSRC_ANY_INBOUND))(ours) == packet


def test_a_packet_that_cannot_be_protected_is_refused():
    protect = protecting(session(Policy.SSRC_ANY_OUTBOUND))
    with pytest.raises(Error):
        protect([os.urandom(1600)])
    packet = write(RtpPacket(96, 0, 5, 7, 8, b"x"))
    with pytest.raises(Error):
        protect([packet, packet])  # the same number again, which would give the key away


def test_a_packet_that_is_strange_or_came_twice_is_refused():
    unprotect = unprotecting(session(Policy.SSRC_ANY_INBOUND))
    (packet,) = protecting(session(Policy.SSRC_ANY_OUTBOUND))([write(RtpPacket(96, 0, 5, 7, 8, b"x"))])
    assert unprotect(packet)
    for refused in (packet, packet[:-1] + b"?", b"", os.urandom(1600)):
        with pytest.raises(Error):
            unprotect(refused)
