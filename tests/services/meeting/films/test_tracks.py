"""Points' own recordings in the office: listed, downloaded when they are over, and gone with the recording."""

import pytest

from services.meeting.domain import refusals as no
from services.meeting.domain.agenda import hall_rules
from services.meeting.domain.facts_session import TracksSwitched
from services.meeting.domain.session import Phase, Session
from services.meeting.domain.tracks import switch_tracks, track_of, wanted_tracks
from services.meeting.store.recording_tables import RecordingInit, RecordingRow, RecordingSegment
from services.meeting.usecases.keep_recordings import delete_now
from shared.identity import Role
from shared.profiles import load_profile
from shared.refusals import Refusal
from tests.rules import rule
from tests.services.meeting.films.filmed import SECOND, filmed, recording, store_of
from tests.services.meeting.films.test_clip_pages import sits
from tests.services.meeting.plan.evenings import Played
from tests.services.meeting.plan.offices import NOW, T

HYBRID = hall_rules(load_profile("pvhcc-ha-noi"))
ALONE = hall_rules(load_profile("phu-xuyen"))


async def tracked(played: Played, servers, *, is_on: bool = False) -> bytes:
    """The hall recorded by itself: an init segment and two segments; their bytes."""
    id_, unit = track_of(played.id, "hall"), played.office.unit_id
    pieces = {f"{unit}/recordings/{id_}/{name}": name.encode() * 99 for name in ("init-1.mp4", "a.m4s", "b.m4s")}
    keys = list(pieces)
    async with played.database.transaction() as session:
        row = RecordingRow(conference_id=id_, unit_id=unit, of=played.id, point="hall", origin_us=0, is_on=is_on)
        row.started_at = T
        init = RecordingInit(conference_id=id_, number=1, unit_id=unit, key=keys[0], sha256="", codecs="")
        init.width = init.height = 1
        session.add_all([row, init])
        for number, key in enumerate(keys[1:]):
            one = RecordingSegment(conference_id=id_, number=number, unit_id=unit, init=1, key=key, sha256="")
            one.start_us, one.duration_us, one.point, one.frames = number * 2 * SECOND, 2 * SECOND, "hall", 1
            one.size = len(pieces[key])
            session.add(one)
    for key, body in pieces.items():
        await store_of(servers).put(key, body, "video/mp4")
    return b"".join(pieces.values())


@rule("R-209")
async def test_the_office_downloads_a_track_when_it_is_over_and_nobody_else(servers, database, room_url):
    played = await filmed(database)
    body = await tracked(played, servers)
    path = "/clips/tracks/hall.mp4"
    async with sits(servers, room_url, played) as office:
        page = (await office.get("/clips")).text
        assert "Bản ghi riêng từng điểm cầu" in page
        assert "trong kho có 4 giây" in page
        answer = await office.get(path)
        assert answer.content == body
        assert "attachment" in answer.headers["content-disposition"]
        assert (await office.get("/clips/tracks/chi-nhanh-9.mp4")).status_code == 404
    async with sits(servers, room_url, played, Role.SECRETARY) as secretary:
        assert (await secretary.get(path)).status_code == 403
        assert path not in (await secretary.get("/clips")).text
    async with sits(servers, room_url, played, unit_id="another") as stranger:
        assert (await stranger.get(path)).status_code == 404


@rule("R-209")
async def test_a_track_whose_picture_changed_its_size_is_downloaded_in_parts(servers, database, room_url):
    played = await filmed(database)
    await tracked(played, servers)
    id_ = track_of(played.id, "hall")
    async with database.transaction() as session:
        first = await session.get_one(RecordingInit, (id_, 1))
        changed = {"number": 2, "key": f"{first.key}-2", "unit_id": first.unit_id, "sha256": "", "codecs": ""}
        session.add(RecordingInit(conference_id=id_, width=2, height=2, **changed))
        (await session.get_one(RecordingSegment, (id_, 1))).init = 2
        last = (await session.get_one(RecordingSegment, (id_, 1))).key
    await store_of(servers).put(f"{first.key}-2", b"another init", "video/mp4")
    async with sits(servers, room_url, played) as office:
        page = (await office.get("/clips")).text
        assert "Tải phần 1 (2 giây)" in page and "Tải phần 2 (2 giây)" in page
        second = await office.get("/clips/tracks/hall.mp4?part=2")
        assert second.content == b"another init" + await store_of(servers).get(last)
        assert "-hall-2.mp4" in second.headers["content-disposition"]
        assert len((await office.get("/clips/tracks/hall.mp4")).content) > len(second.content)
        assert (await office.get("/clips/tracks/hall.mp4?part=3")).status_code == 404


async def test_a_track_that_is_still_recorded_is_not_downloaded(servers, database, room_url):
    played = await filmed(database)
    await tracked(played, servers, is_on=True)
    async with sits(servers, room_url, played) as office:
        assert "đang ghi" in (await office.get("/clips")).text
        assert (await office.get("/clips/tracks/hall.mp4")).status_code == 404


@rule("R-209")
async def test_a_track_is_deleted_with_its_recording(servers, database):
    played = await filmed(database)
    await tracked(played, servers)
    async with database.transaction() as session:
        await delete_now(session, played.id, "XÓA", played.office.by, NOW)
    row = await recording(database, track_of(played.id, "hall"))
    assert row and row.doomed_at == NOW


@rule("R-209")
def test_tracks_are_wanted_before_and_during_the_session_where_there_are_points():
    assert switch_tracks(Session(), HYBRID, are_wanted=True) == (TracksSwitched(are_wanted=True),)
    running = Session(phase=Phase.LIVE, tracks=True)
    assert switch_tracks(running, HYBRID, are_wanted=True) == ()
    assert wanted_tracks(running, HYBRID, is_recorded=True) == ("chi-nhanh-1", "chi-nhanh-2", "chi-nhanh-3", "hall")
    assert wanted_tracks(running, HYBRID, is_recorded=False) == ()
    for session, rules, refusal in (
        (Session(phase=Phase.CONCLUDED), HYBRID, Refusal),
        (Session(), ALONE, no.NothingToRecord),
    ):
        with pytest.raises(refusal):
            switch_tracks(session, rules, are_wanted=True)
