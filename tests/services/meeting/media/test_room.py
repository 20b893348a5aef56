"""The room's own decisions, on a clock of the test's, with points and viewers that have no line."""

import asyncio
import random
from itertools import groupby

import pytest
from aiortc.rtp import RtcpReceiverInfo, RtcpRrPacket
from hypothesis import given
from hypothesis import strategies as st

from services.meeting.media import rtcp, sessions
from services.meeting.media.engine import EVENTS_KEPT
from services.meeting.media.handshake import Handshake, Lane
from services.meeting.media.ladder import DOWN_AFTER, TEXT_AFTER, UP_AFTER, Rung
from services.meeting.media.port import Level, Quality, QualityChanged, Shown
from services.meeting.media.publisher import Publisher
from services.meeting.media.room import Room
from services.meeting.media.rtp import RtpPacket, parse, write
from services.meeting.media.viewer import Viewer
from tests.services.meeting.media.peers import Speaker

START_US = 1_800_000_000_000_000
LEVEL_ID = 2


class Line:
    """A wire that leads nowhere and keeps what was sent."""

    def __init__(self) -> None:
        self.sent: list[RtpPacket] = []
        self.control: list[object] = []
        self._reported: dict[int, tuple[int, int]] = {}

    def listen(self, rtp, rtcp, turn_ended=lambda: None) -> None:
        self.rtp, self.rtcp, self.turn_ended = rtp, rtcp, turn_ended

    def send(self, packets: list[bytes]) -> None:
        self.sent += map(parse, packets)

    def send_control(self, packet: bytes) -> None:
        self.control += rtcp.read(packet)

    def says(self, ssrc: int, loss: float = 0.0) -> None:
        """The viewer's browser reports: so much of what was sent to it since its last report did not come.

        Numbers that were never sent it takes for lost, as browsers do.
        """
        sent = [packet.seq for packet in self.sent if packet.ssrc == ssrc]
        until, lost = self._reported.get(ssrc, (sent[0] - 1, 0))
        lost += sent[-1] - until - round((1 - loss) * sum(seq > until for seq in sent))
        self._reported[ssrc] = (sent[-1], lost)
        self.rtcp(bytes(RtcpRrPacket(7, [RtcpReceiverInfo(ssrc, 0, lost, sent[-1], 0, 0, 0)])))


def lane(at: int, kind: str) -> Lane:
    return Lane(kind, str(at), (at, at + 50), (at + 100, at + 200), (96, 97), 90_000, LEVEL_ID, 1)


class House:
    """A room with its clock."""

    def __init__(self) -> None:
        self.now_us = START_US
        self.room = Room(lambda: self.now_us)
        self.told: list[object] = []
        self.room.listeners.append(self.told.append)
        self._seq = 0

    def shaken(self, *kinds: str) -> Handshake:
        lanes = tuple(lane(at, kind) for at, kind in enumerate(kinds, 1))
        return Handshake(None, Line(), lanes, "")  # type: ignore[arg-type]

    def point(self, name: str) -> Line:
        shaken = self.shaken("video", "video", "audio")
        heard = self.room.levels.heard
        self.room.enter(Publisher(name, name, shaken, heard, lambda: self.now_us))
        return shaken.wire  # type: ignore[return-value]

    def viewer(self, name: str, session: str = "") -> Line:
        shaken = self.shaken("video", "video", "audio")
        self.room.admit(Viewer(name, session or name, shaken, lambda: self.now_us))
        return shaken.wire  # type: ignore[return-value]

    def come(self, line: Line, at: int, payload: bytes = b"\x67\x42", level: int | None = None) -> None:
        """A packet of m-line `at` arrives from a point."""
        self._seq += 1
        data = write(RtpPacket(96, 0, self._seq, self._seq * 3000, at + 100, payload))
        if level is not None:
            data = b"\x90" + data[1:12] + bytes((0xBE, 0xDE, 0, 1, LEVEL_ID << 4, level, 0, 0)) + payload
        line.rtp(data)
        line.turn_ended()

    def pass_second(self) -> None:
        self.now_us += 1_000_000
        self.room.second()


def test_a_silent_point_is_lost_and_comes_back():
    house = House()
    line = house.point("hall")
    house.come(line, 1)
    for _ in range(6):
        house.pass_second()
    assert house.told[-1] == QualityChanged("hall", Quality.LOST, False, sends="none")
    house.come(line, 1)
    house.pass_second()
    assert house.told[-1] == QualityChanged("hall", Quality.WEAK, True)


def test_a_stage_whose_hd_stopped_shows_its_thumbnail():
    house = House()
    line, screen = house.point("hall"), house.viewer("screen")
    house.room.show("hall", [])
    house.come(line, 1, b"\x67hd")
    assert screen.sent[-1].payload == b"\x67hd"
    for _ in range(3):
        house.now_us += 500_000
        house.come(line, 2, b"\x67small")
        house.pass_second()
    house.come(line, 2, b"\x67small")
    stage = [packet for packet in screen.sent if packet.ssrc == 1]
    assert stage[-1].payload == b"\x67small"


def test_a_viewer_whose_line_loses_much_gets_the_thumbnail_and_is_told():
    house = House()
    line, screen = house.point("hall"), house.viewer("screen")
    house.room.show("hall", [])
    for _ in range(4):
        for _ in range(10):
            house.come(line, 1, b"\x67hd")
        house.come(line, 2, b"\x67small")
        screen.says(1, 0.3)
        house.pass_second()
    house.come(line, 2, b"\x67small")
    assert house.room.viewers["screen"].slots.rung == "thumbnail"
    assert [packet for packet in screen.sent if packet.ssrc == 1][-1].payload == b"\x67small"


def test_a_speakers_bad_way_up_is_no_viewers_fault():
    house, chance = House(), random.Random(1)
    line, screen, viewer = house.point("hall"), house.viewer("branch"), house.room.viewers["branch"]
    house.point("branch")
    house.room.show("hall", ["hall"])
    for second in range(90):
        for at in (1, 2, *[3] * 5) * 10:
            if second < 30 and chance.random() < 0.15:
                house._seq += 1
            else:
                house.come(line, at)
        screen.says(1)
        if second % 5 == 4:  # a voice's report comes seldom, and of times that may have been worse than now
            screen.says(3)
        house.pass_second()
        assert (viewer.rung, viewer.loss) == (Rung.HD, 0.0)
    told = [event for event in house.told if isinstance(event, QualityChanged)]
    assert "voice" in {event.sends for event in told if event.point == "hall"}
    assert {event.receives for event in told} == {"hd"}


def test_packets_that_are_under_way_while_a_report_is_written_are_not_lost():
    house = House()
    line, screen = house.point("hall"), house.viewer("screen")
    house.room.show("hall", ["hall"])
    for _ in range(5):
        for _ in range(10):
            house.come(line, 3, b"voice")
        seqs = [packet.seq for packet in screen.sent if packet.ssrc == 3]
        screen.rtcp(bytes(RtcpRrPacket(7, [RtcpReceiverInfo(3, 0, 0, seqs[-5], 0, 0, 0)])))
        house.pass_second()
        assert house.room.viewers["screen"].loss == 0.0


def test_a_viewers_own_losses_count_beside_its_speakers():
    house = House()
    line, screen = house.point("hall"), house.viewer("screen")
    house.room.show("hall", ["hall"])
    for _ in range(DOWN_AFTER):
        for _ in range(50):
            house._seq += 1
            house.come(line, 3, b"voice")
        screen.says(3, 0.2)
        house.pass_second()
    assert house.room.viewers["screen"].loss == pytest.approx(0.2)
    assert house.room.viewers["screen"].rung is Rung.THUMBNAIL


def test_a_lost_packet_of_a_small_stream_weighs_no_more_than_one_of_a_large():
    house = House()
    line, screen = house.point("hall"), house.viewer("screen")
    house.room.show("hall", [])
    for _ in range(90):
        house.come(line, 1)
    house._seq += 1
    house.come(line, 2)
    for _ in range(8):
        house.come(line, 2)
    house._seq += 1
    house.come(line, 2)
    screen.says(1)
    screen.says(2, 0.3)
    house.pass_second()
    assert house.room.viewers["screen"].loss == pytest.approx(0.03)
    assert house.room.points["hall"].loss == pytest.approx(1 / 101)


def lossy(house: House, screen: Line, seconds: int) -> None:
    """The screen says once that all of its voice got lost, and then no more word."""
    screen.says(3, 1.0)
    for _ in range(seconds):
        house.pass_second()


def test_a_screen_that_hears_only_holes_gets_no_more_voices_and_everybody_is_told_and_later_it_is_tried_again():
    house = House()
    line, screen = house.point("hall"), house.viewer("branch")
    house.point("branch")
    house.room.show("hall", ["hall"])
    for _ in range(2 * DOWN_AFTER + TEXT_AFTER):
        house.come(line, 3, b"voice")
        lossy(house, screen, 1)
    told = [event for event in house.told if isinstance(event, QualityChanged) and event.point == "branch"]
    assert [event.receives for event in told if event.receives != "hd"] == ["thumbnail", "voice", "text"]
    assert house.room.viewers["branch"].slots.rung == "text"
    heard = len(screen.sent)
    house.come(line, 3, b"voice")
    assert len(screen.sent) == heard
    for _ in range(UP_AFTER):
        house.come(line, 3, b"voice")
        house.pass_second()
    house.come(line, 3, b"voice")
    assert len(screen.sent) > heard
    assert house.room.viewers["branch"].slots.rung == "voice"


def test_what_a_screen_said_of_its_voice_holds_until_it_says_more_or_the_voice_ends():
    house = House()
    line, screen = house.point("hall"), house.viewer("screen")
    house.room.show("hall", ["hall"])
    house.come(line, 1)
    house.come(line, 3, b"voice")
    lossy(house, screen, 1)
    house.come(line, 3, b"voice")
    screen.says(1)  # the picture lost nothing
    house.pass_second()
    assert house.room.viewers["screen"].loss > 0.9
    house.pass_second()
    assert house.room.viewers["screen"].loss == 0.0
    house.come(line, 3, b"another voice")
    house.pass_second()
    assert house.room.viewers["screen"].loss == 0.0


def test_a_screen_that_was_left_for_a_newer_one_of_its_point_does_not_speak_for_it():
    house = House()
    line, ghost = house.point("hall"), house.viewer("branch")
    house.point("branch")
    house.room.show("hall", ["hall"])
    house.viewer("branch", "newer")
    for _ in range(DOWN_AFTER):
        house.come(line, 3, b"voice")
        lossy(house, ghost, 1)
    assert house.room.viewers["branch"].rung is Rung.THUMBNAIL
    told = [event for event in house.told if isinstance(event, QualityChanged) and event.point == "branch"]
    assert {event.receives for event in told} == {"hd"}
    house.room.dismiss(house.room.viewers["newer"])
    house.pass_second()
    assert getattr(house.told[-1], "receives", "") == "thumbnail"


def test_a_point_whose_packets_get_lost_is_asked_for_less_and_forwarded_less_and_comes_back():
    house = House()
    line, screen = house.point("hall"), house.viewer("screen")
    house.room.show("hall", [])

    def pass_seconds(count: int, missing: int) -> None:
        for _ in range(count):
            for _ in range(missing):
                house.come(line, 1, b"\x67hd")
            house.come(line, 2, b"\x67small")
            house.come(line, 2, b"\x67small")
            house.pass_second()

    pass_seconds(DOWN_AFTER + 1, missing=1)
    pass_seconds(1, missing=0)
    assert [packet for packet in screen.sent if packet.ssrc == 1][-1].payload == b"\x67small"
    pass_seconds(DOWN_AFTER, missing=1)
    seen = len(screen.sent)
    pass_seconds(1, missing=0)
    assert len(screen.sent) == seen
    house.come(line, 3, b"voice")
    pass_seconds(9 * UP_AFTER, missing=0)
    sends = [event.sends for event in house.told if isinstance(event, QualityChanged)]
    assert [rung for rung, _ in groupby(sends)] == ["hd", "thumbnail", "voice", "thumbnail", "hd"]


def test_the_speaker_is_told_from_the_levels_of_open_microphones():
    house = House()
    hall, branch = house.point("hall"), house.point("branch")
    house.room.show("hall", ["branch"])
    for _ in range(50):
        house.come(hall, 3, b"x", level=20)
        house.come(branch, 3, b"x", level=40)
    house.room.tick()
    assert house.told[-1] == Level("branch")


def test_a_stage_that_is_not_here_yet_comes_on_when_it_joins():
    house = House()
    screen = house.viewer("screen")
    house.room.show("branch", ["branch"])
    line = house.point("branch")
    house.come(line, 1)
    assert screen.sent


def test_the_point_on_stage_sees_who_was_there_before_and_never_itself():
    house = House()
    house.point("hall")
    house.point("branch")
    house.viewer("branch")
    seen = []
    for stage in ("hall", "branch", "branch", None, "branch", "hall"):
        house.room.show(stage, [])
        seen.append(house.room.viewers["branch"].slots.stage)
    assert seen == ["hall", "hall", "hall", None, "hall", "hall"]


def test_a_viewer_that_moved_to_another_source_gets_nothing_more_of_the_old():
    house = House()
    hall, branch, screen = house.point("hall"), house.point("branch"), house.viewer("screen")
    house.room.show("hall", [])
    house.come(hall, 1, b"\x67hall")
    house.room.show("branch", [])
    house.come(hall, 1, b"\x41hall")
    house.come(branch, 1, b"\x67branch")
    house.come(hall, 1, b"\x67hall")
    assert [p.payload for p in screen.sent if p.ssrc == 1] == [b"\x67hall", b"\x41hall", b"\x67branch"]


def test_a_point_that_left_leaves_its_slots_and_nothing_more_is_sent():
    house = House()
    line, screen = house.point("hall"), house.viewer("screen")
    house.room.show("hall", ["hall"])
    house.come(line, 1)
    house.room.exit(house.room.points["hall"])
    sent = len(screen.sent)
    house.come(line, 1)
    assert len(screen.sent) == sent
    slots = house.room.viewers["screen"].slots
    assert (slots.stage, slots.grid, slots.voices) == (None, (None,), (None,))


@given(st.binary(max_size=120))
def test_no_bytes_from_outside_are_a_fault(data):
    house = House()
    line, screen = house.point("hall"), house.viewer("screen")
    for take in (line.rtp, line.rtcp, screen.rtp, screen.rtcp):
        take(data)
        take(b"\x80\x60" + data)
        take(b"\x81\xcd" + data)
        take(b"\x81\xce" + data)


async def test_a_listener_that_stands_still_is_let_go(engine):
    events = engine.events("test")
    await anext(events)
    for at in range(EVENTS_KEPT + 10):
        engine.room._tell(Level(str(at)))
    assert len([event async for event in events]) <= EVENTS_KEPT
    assert engine.room.listeners == []


async def test_a_session_whose_line_never_stands_ends_by_itself(engine, monkeypatch):
    monkeypatch.setattr(sessions, "CONNECT_S", 0.05)
    ended = asyncio.Event()
    end = engine._sessions.end

    async def noted(session):
        await end(session)
        ended.set()

    engine._sessions.end = noted
    speaker = Speaker()
    await speaker.connection.setLocalDescription()
    await engine.publish("hall", speaker.connection.localDescription.sdp)
    await asyncio.wait_for(ended.wait(), 10)
    await speaker.connection.close()
    assert engine._sessions._open == {}


@pytest.mark.parametrize("seqs", [[65534, 65535, 0, 1], [1, 2, 40], [65535], [0]])
def test_packets_are_asked_for_across_the_wrap(seqs):
    wanted = [rtcp.wanted_again(packet) for packet in rtcp.read(rtcp.ask_again(1, 2, seqs))]
    assert {seq for ask in wanted if ask for seq in ask[1]} == set(seqs)
    assert {ask[0] for ask in wanted if ask} == {2}


def test_what_is_shown_is_told_when_it_changes_and_to_whoever_comes_later():
    house = House()
    for _ in range(2):
        house.room.show("hall", ["hall"])
    house.room.show("branch", ["hall", "branch"])
    shown = [Shown("hall", ("hall",)), Shown("branch", ("hall", "branch"))]
    assert [event for event in house.told if isinstance(event, Shown)] == shown
    assert house.room.present()[0] == shown[-1]


def test_the_first_on_stage_sees_another_point_rather_than_nothing():
    house = House()
    house.viewer("hall")
    house.point("hall")
    house.point("branch")
    house.room.show("hall", ["hall"])
    assert house.room.viewers["hall"].slots.stage == "branch"
