"""Points recorded by themselves: exactly those that are wanted, over a crash, as long and as short as the recording."""

import pytest

from services.meeting.domain.tracks import track_of
from services.meeting.store import recordings
from shared.database.engine import Database
from tests.rules import rule
from tests.services.meeting.recorder.decoding import decode
from tests.services.meeting.recorder.running import UNIT, until
from tests.services.meeting.recorder.stage_server import FPS
from tests.services.meeting.recorder.test_deletion import database, dooms, in_bucket
from tests.services.meeting.recorder.test_recorder import emptied, rows, store_of

__all__ = ["database"]
POINTS = ("chi-nhanh-1", "hall")


async def grown(servers, recording_id, more: int = 2) -> None:
    """Until so many segments more of it are in the store."""
    said = "select 1 from recording_segments where conference_id = :c"
    before = len(await rows(servers, said, c=recording_id))

    async def is_longer() -> bool:
        return len(await rows(servers, said, c=recording_id)) >= before + more

    await until(is_longer)


async def put_together(servers, part: recordings.Part) -> bytes:
    store = store_of(servers)
    return b"".join([await store.get(key) for key in part.keys])


@rule("R-209")
async def test_wanted_points_are_recorded_beside_the_stage_and_go_on_after_a_crash(
    recorder, stage, store_servers, conference
):
    await recorder.begin(conference)
    said = await recorder.say(conference, "tracks", unit_id=UNIT, points=list(POINTS))
    assert said["tracks"] == list(POINTS)
    for point in POINTS:
        await grown(store_servers, track_of(conference, point))
    assert set(stage.asked_for) == {"", *POINTS}
    await recorder.kill()
    stage.asked_for.clear()
    await recorder.start()
    for point in POINTS:
        await grown(store_servers, track_of(conference, point))
    assert set(stage.asked_for) == {"", *POINTS}
    said = await recorder.say(conference, "tracks", unit_id=UNIT, points=["hall"])
    assert (said["tracks"], said["state"]) == (["hall"], "recording")
    await recorder.say(conference, "tracks", unit_id=UNIT, points=[])
    told = "select conference_id, is_on, point from recordings where of = :c order by point"
    found = await rows(store_servers, told, c=conference)
    assert [(row.conference_id, row.is_on, row.point) for row in found] == [
        (track_of(conference, point), False, point) for point in POINTS
    ]


async def test_a_track_put_together_is_a_film_and_is_deleted_with_the_recording(
    recorder, store_servers, database: Database, conference
):
    await recorder.begin(conference)
    await recorder.say(conference, "tracks", unit_id=UNIT, points=["hall"])
    track = track_of(conference, "hall")
    await grown(store_servers, track)
    await recorder.say(conference, "tracks", unit_id=UNIT, points=[])
    await recorder.say(conference, "stop")
    await emptied(recorder, conference)
    async with database.reading() as session:
        (part,) = await recordings.parts_of(session, track)
    film = decode(await put_together(store_servers, part))
    assert len(film.sizes) > 30
    assert abs(film.sound).max() == pytest.approx(0.3, abs=0.1)

    await dooms(database, conference)
    async with database.transaction() as session:
        (row,) = await recordings.tracks_of(session, conference)
        row.doomed_at = row.started_at

    async def is_gone() -> bool:
        return not await rows(store_servers, "select 1 from recordings where conference_id = :c", c=track)

    await until(is_gone)
    assert await in_bucket(store_servers, track) == set()
    assert not (recorder.spool / str(track)).exists()


async def test_a_track_of_two_picture_sizes_is_a_film_for_each_and_nothing_is_missing_between_them(
    recorder, stage, store_servers, database: Database, conference
):
    await recorder.begin(conference)
    await recorder.say(conference, "tracks", unit_id=UNIT, points=["hall"])
    track = track_of(conference, "hall")
    await grown(store_servers, track)
    stage.size = (480, 272)
    await grown(store_servers, track, 3)
    await recorder.say(conference, "tracks", unit_id=UNIT, points=[])
    await emptied(recorder, conference)
    async with database.reading() as session:
        parts = await recordings.parts_of(session, track)
        segments = await recordings.segments_of(session, track)
    films = [decode(await put_together(store_servers, part)) for part in parts]
    assert [set(film.sizes) for film in films] == [{(320, 240)}, {(480, 272)}]
    assert films[1].times[0] - films[0].times[-1] == pytest.approx(1 / FPS, abs=0.02)
    assert sum(len(part.keys) - 1 for part in parts) == len(segments)
