"""Pictures and voices through the engine, between peers of aiortc: nothing is decoded on the way."""

import asyncio
import threading
from contextlib import AsyncExitStack
from itertools import pairwise

import pytest

from services.meeting.media.engine import MOST_WATCHING
from services.meeting.media.h264 import starts_key_frame
from services.meeting.media.port import BadOffer, Joined, Left, Shown, Slots
from services.meeting.media.serial import after
from tests.services.meeting.media.peers import Screen, opened, told

STAGE, GRID, VOICE = 0, 1, 2


async def test_a_viewer_gets_the_stage_from_a_key_frame_on(engine):
    async with opened(engine, "hall"), Screen.opened(engine) as screen:
        engine.show("hall", ["hall"])
        await screen.until(lambda: len(screen.packets[STAGE]) > 20 and len(screen.packets[VOICE]) > 10)
        assert starts_key_frame(screen.packets[STAGE][0].payload)
        assert starts_key_frame(screen.packets[GRID][0].payload)
        assert continuous(screen.packets[STAGE])
        assert continuous(screen.packets[VOICE])
        assert [thread.name for thread in threading.enumerate() if "decoder" in thread.name] == []
        assert {packet.ssrc for packet in screen.packets[STAGE]} == {screen.ssrc(STAGE)}


async def test_only_the_open_microphones_are_heard(engine):
    async with opened(engine, "hall"), opened(engine, "branch"), Screen.opened(engine) as screen:
        engine.show("hall", ["branch"])
        await screen.until(lambda: len(screen.packets[STAGE]) > 20)
        await screen.until(lambda: any(screen.packets[VOICE:]))
        assert sum(map(bool, screen.packets[VOICE:])) == 1
        assert engine.room.scene.voices == ("branch",)


async def test_the_stage_changes_at_a_key_frame_and_the_stream_goes_on(engine):
    async with opened(engine, "hall") as hall, opened(engine, "branch", size=(96, 64)), Screen.opened(engine) as screen:
        engine.show("hall", ["hall"])
        await screen.until(lambda: len(screen.packets[STAGE]) > 10)
        engine.show("branch", ["branch"])
        big = parameter_sets(96, 64)
        await screen.until(lambda: any(big in packet.payload for packet in screen.packets[STAGE]))
        switched = len(screen.packets[STAGE])
        await screen.until(lambda: len(screen.packets[STAGE]) > switched + 20)
        engine.show("hall", ["hall"])
        small = parameter_sets(64, 48)
        await screen.until(lambda: any(small in packet.payload for packet in screen.packets[STAGE][switched + 20 :]))
        assert continuous(screen.packets[STAGE])
        assert hall.hd.asked >= 2


async def test_a_point_never_gets_itself_back_and_sees_who_was_on_stage_before(engine):
    async with opened(engine, "hall"), opened(engine, "branch"), Screen.opened(engine, "branch") as own:
        engine.show("hall", [])
        engine.show("branch", ["hall", "branch"])
        await own.until(lambda: len(own.packets[STAGE]) > 10 and len(own.packets[VOICE]) > 10)
        (slots,) = [viewer.slots for viewer in engine.room.viewers.values()]
        assert (slots.stage, slots.grid, slots.voices) == ("hall", ("hall",), ("hall", None, None))


async def test_a_viewer_that_lost_packets_gets_them_again(engine):
    async with opened(engine, "hall"), Screen.opened(engine) as screen:
        engine.show("hall", [])
        await screen.until(lambda: len(screen.packets[STAGE]) > 20)
        lost = screen.packets[STAGE][3:6]
        screen.ask_again(STAGE, *(packet.seq for packet in lost))
        await screen.until(lambda: len(screen.again) == 3)
        assert [(p.seq, p.ts, p.marker, p.payload) for p in screen.again] == [
            (p.seq, p.ts, p.marker, p.payload) for p in lost
        ]


async def test_what_the_publishers_line_lost_is_asked_for_and_reaches_the_viewers(engine):
    async with opened(engine, "hall") as hall, Screen.opened(engine) as screen:
        engine.show("hall", [])
        await screen.until(lambda: len(screen.packets[STAGE]) > 10)
        lost = hall.lose_next(3)
        before = len(screen.packets[STAGE])
        await screen.until(lambda: len(screen.packets[STAGE]) > before + 10)
        assert len(lost) == 3
        seqs = {packet.seq for packet in screen.packets[STAGE]}
        first = screen.packets[STAGE][0].seq
        assert seqs == {(first + at) % 2**16 for at in range(len(seqs))}
        hd = engine.room.points["hall"].sources[0]
        assert (report := hd.reception.report()) and report.lost == 3


async def test_many_wishes_for_a_key_frame_are_one_to_the_publisher(engine):
    async with opened(engine, "hall") as hall, Screen.opened(engine) as screen:
        engine.show("hall", [])
        await screen.until(lambda: len(screen.packets[STAGE]) > 5)
        hd = engine.room.points["hall"].sources[0]
        hall.hd.deaf = True
        asked = hd.key_frames_asked
        hd._asked_us = 0
        for _ in range(20):
            screen.ask_key_frame(STAGE)
        await screen.until(lambda: hd.key_frames_asked > asked)
        before = len(screen.packets[STAGE])
        await screen.until(lambda: len(screen.packets[STAGE]) >= before + 2)
        assert hd.key_frames_asked == asked + 1


async def test_a_point_that_dropped_comes_back_and_the_others_notice_nothing(engine):
    async with opened(engine, "hall"), opened(engine, "branch"), Screen.opened(engine) as screen:
        engine.show("branch", ["hall"])
        await screen.until(lambda: len(screen.packets[STAGE]) > 10 and any(screen.packets[VOICE:]))
        source = engine.room.points["hall"].sources[0]
        async with opened(engine, "branch", size=(96, 64)):
            big = parameter_sets(96, 64)
            await screen.until(lambda: any(big in packet.payload for packet in screen.packets[STAGE]))
            assert continuous(screen.packets[STAGE])
            assert continuous(screen.packets[VOICE])
            assert engine.room.points["hall"].sources[0] is source
            assert len(engine.room.points) == 2


async def test_a_device_without_h264_joins_with_its_voice(engine):
    async with opened(engine, "branch", h264=False) as branch, Screen.opened(engine) as screen:
        assert [section.lines[0].split()[1] for section in branch.answered][:2] == ["0", "0"]
        assert branch.answered[2].lines[0].split()[1] != "0"
        assert engine.room.points["branch"].has_video is False
        engine.show("branch", ["branch"])
        await screen.until(lambda: len(screen.packets[VOICE]) > 5)


async def test_sender_reports_carry_the_publishers_own_relation_of_time_and_timestamp(engine):
    async with opened(engine, "hall"), Screen.opened(engine) as screen:
        engine.show("hall", ["hall"])
        await screen.until(lambda: {STAGE, GRID, VOICE} <= set(screen.reported))
        hd = engine.room.points["hall"].sources[0]
        at_us, ts = screen.reported[STAGE]
        nearest = min(screen.packets[STAGE], key=lambda packet: abs(packet.ts - ts))
        assert abs(nearest.ts - ts) < 90_000 * 3
        assert hd.reported is not None
        assert abs(at_us - hd.reported[0]) < 5_000_000


async def test_the_publisher_is_told_its_loss_and_its_bits(engine):
    async with opened(engine, "hall") as hall:
        await hall.until(lambda: hall.allowed and hall.losses)
        bits, ssrcs = hall.allowed[-1]
        assert bits >= 1_000_000
        assert len(ssrcs) == 2


async def test_events_tell_who_is_here_and_what_stands_where(engine):
    events = engine.events("screen")
    async with opened(engine, "hall"), Screen.opened(engine):
        engine.show("hall", [])
        seen = [await anext(events) for _ in range(3)]
        while not (isinstance(seen[-1], Slots) and seen[-1].stage == "hall"):
            seen.append(await anext(events))
        assert ("hall", True) in [(event.point, event.video) for event in seen if isinstance(event, Joined)]
    while not isinstance(seen[-1], Left):
        seen.append(await anext(events))
    await events.aclose()


async def test_slots_are_told_to_whom_they_concern_only(engine):
    async with opened(engine, "hall"), Screen.opened(engine, "me"), Screen.opened(engine, "other"):
        for viewer in ("other", "me"):
            slots = await told(engine, true=lambda event: isinstance(event, Slots), viewer=viewer)
            assert slots.viewer == viewer
        events = engine.events("me")
        seen = [await anext(events)]
        for stage in ("hall", None, "hall"):
            engine.show(stage, [])
        engine.show("hall", ["hall"])
        while seen[-1] != Shown("hall", ("hall",)):
            seen.append(await anext(events))
        assert {event.viewer for event in seen if isinstance(event, Slots)} == {"me"}


async def test_a_viewer_holds_at_most_four_sessions_and_the_oldest_gives_way(engine):
    async with Screen.opened(engine, "other") as other, AsyncExitStack() as open_:
        sessions, viewers = [], engine.room.viewers
        for _ in range(MOST_WATCHING + 1):
            screen = Screen()
            open_.push_async_callback(screen.connection.close)
            sessions.append((await screen.join(engine, "screen")).id)
            async with asyncio.timeout(10):
                while sessions[-1] not in viewers:
                    await asyncio.sleep(0)
        async with asyncio.timeout(10):
            while sessions[0] in viewers:
                await asyncio.sleep(0)
        assert [known for known, viewer in viewers.items() if viewer.name == "screen"] == sessions[1:]
        assert "other" in [viewer.name for viewer in viewers.values()]
        assert other.connection.connectionState == "connected"


@pytest.mark.parametrize("offer", ["", "v=0\r\n", "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:0\r\n", "hello"])
async def test_what_is_no_offer_of_ours_is_refused(engine, offer):
    with pytest.raises(BadOffer):
        await engine.publish("hall", offer)


def continuous(packets) -> bool:
    """Numbers without a gap – repairs may come late – and timestamps that never go back."""
    seqs = sorted({packet.seq for packet in packets}, key=lambda seq: (seq - packets[0].seq) % 2**16)
    whole = all(b == (a + 1) % 2**16 for a, b in pairwise(seqs))
    ordered = sorted(packets, key=lambda packet: (packet.seq - packets[0].seq) % 2**16)
    return whole and not any(after(a.ts, b.ts, 32) for a, b in pairwise(ordered))


def parameter_sets(width: int, height: int) -> bytes:
    """The SPS of a camera of this size, as it stands in its packets."""
    from tests.services.meeting.media.peers import encoded

    return encoded(width, height)[0].split(b"\x00\x00\x01")[1].rstrip(b"\x00")
