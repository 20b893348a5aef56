"""What is to be deleted is gone from the bucket, the disk and the tables, whichever recorder does it."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest_asyncio
from minio import Minio
from sqlalchemy import text, update

from deploy.local.testing import StackHandle
from services.meeting.domain.clips import clip_name
from services.meeting.store import deletions, films, recordings
from services.meeting.store.clip_tables import Done
from services.meeting.store.recording_tables import RecordingClip, RecordingRow
from shared.clock import real_now
from shared.database.engine import Database
from tests.rules import rule
from tests.services.meeting.films.filmed import store_of
from tests.services.meeting.recorder.running import UNIT, RecorderProcess, until
from tests.services.meeting.recorder.test_recorder import emptied, reaches, rows

TABLES = ("recordings", "recording_segments", "recording_inits", "recording_marks", "recording_clips")


@pytest_asyncio.fixture
async def database(store_servers):
    database = Database(store_servers.database_url("meeting"))
    yield database
    await database.close()


async def in_bucket(servers: StackHandle, conference: UUID) -> set[str]:
    """What the bucket itself lists."""
    env = servers.env("meeting")
    address = env["DT_S3_ENDPOINT"].removeprefix("http://")
    client = Minio(
        endpoint=address, access_key=env["DT_S3_ACCESS_KEY"], secret_key=env["DT_S3_SECRET_KEY"], secure=False
    )

    def listed() -> set[str]:
        found = client.list_objects(
            bucket_name=env["DT_S3_BUCKET"], prefix=f"{UNIT}/recordings/{conference}/", recursive=True
        )
        return {one.object_name or "" for one in found}

    return await asyncio.to_thread(listed)


async def filmed(recorder: RecorderProcess, conference: UUID, question: UUID) -> dict[str, Any]:
    """A recording, stopped, with the film of one question; all of it in the store."""
    await recorder.begin(conference)
    await recorder.say(conference, "mark", name="start")
    await reaches(recorder, conference, 2)
    await recorder.say(conference, "mark", name="end")
    await recorder.say(conference, "stop")
    await emptied(recorder, conference)
    return await recorder.say(conference, "clips", name=clip_name(question), start="start", end="end")


async def dooms(database: Database, conference: UUID) -> None:
    async with database.transaction() as session:
        films.note(session, conference, UNIT, Done.DELETED, real_now(), who="Lê Thị Hạnh")
        mine = RecordingRow.conference_id == conference
        await session.execute(update(RecordingRow).where(mine).values(doomed_at=real_now()))


@rule("R-209")
async def test_a_doomed_recording_leaves_nothing_but_who_deleted_it(recorder, store_servers, database, conference):
    await filmed(recorder, conference, uuid4())
    assert len(await in_bucket(store_servers, conference)) >= 4
    await store_of(store_servers).put(f"{UNIT}/recordings/{conference}/clip-x.mp4", b"never noted", "video/mp4")
    held = len(await in_bucket(store_servers, conference))
    await dooms(database, conference)

    async def is_gone() -> bool:
        return not await rows(store_servers, "select 1 from recordings where conference_id = :c", c=conference)

    await until(is_gone)
    assert await in_bucket(store_servers, conference) == set()
    for table in TABLES:
        assert not await rows(store_servers, f"select 1 from {table} where conference_id = :c", c=conference)
    assert not (recorder.spool / str(conference)).exists()
    (line,) = await rows(store_servers, "select * from recording_history where conference_id = :c", c=conference)
    assert (line.what, line.who, line.objects) == ("deleted", "Lê Thị Hạnh", held)


@rule("R-055")
async def test_an_erased_persons_film_goes_and_is_never_cut_again(recorder, store_servers, database, conference):
    question = uuid4()
    clip = await filmed(recorder, conference, question)
    others = await in_bucket(store_servers, conference) - {clip["key"]}
    async with database.transaction() as session:
        films.note(session, conference, UNIT, Done.ERASED, real_now(), question_id=question)
        mine = RecordingClip.name == clip_name(question)
        await session.execute(update(RecordingClip).where(mine).values(doomed_at=real_now()))

    async def is_gone() -> bool:
        return await in_bucket(store_servers, conference) == others

    await until(is_gone)
    asked = {"name": clip_name(question), "start": "start", "end": "end"}
    again = await recorder.client.post(f"{recorder.url}/recorder/c/{conference}/clips", json=asked)
    assert again.status_code == 404
    assert await in_bucket(store_servers, conference) == others
    assert not await rows(store_servers, "select 1 from recording_clips where conference_id = :c", c=conference)


async def test_what_another_recorder_deleted_meanwhile_is_not_brought_back_from_this_disk(
    recorder, store_servers, database, conference
):
    """While the store is away, segments wait on this disk; the recording is deleted elsewhere."""
    await recorder.begin(conference)
    await reaches(recorder, conference, 1)
    await emptied(recorder, conference)
    await store_servers.stop("store")
    held = await recorder.segments(conference)
    await reaches(recorder, conference, held + 1)
    await recorder.say(conference, "stop")
    async with database.transaction() as session:
        await deletions.delete_all(session, conference)
    await store_servers.start("store")
    await emptied(recorder, conference)
    kept = await in_bucket(store_servers, conference)
    assert len(kept) <= held + 1, "only what was there before"
    assert not await rows(store_servers, "select 1 from recording_segments where conference_id = :c", c=conference)


async def test_a_recording_that_is_being_deleted_is_not_started_again_before_it_is_gone(database, conference):
    async with database.transaction() as session:
        await recordings.switch_on(session, conference, UNIT, real_now())
        await recordings.switch_off(session, conference, real_now())
    await dooms(database, conference)
    async with database.transaction() as held:
        assert await deletions.lock_doomed(held)
        async with database.transaction() as other:
            assert await deletions.lock_doomed(other) is None, "two recorders never delete the same"
    async with database.transaction() as session:
        await session.execute(text("delete from recordings where conference_id = :c"), {"c": conference})


async def test_a_film_tells_what_of_its_turn_was_not_recorded(recorder, stage, store_servers, conference):
    await recorder.begin(conference)
    await reaches(recorder, conference, 1)
    await recorder.say(conference, "mark", name="start")
    await reaches(recorder, conference, 2)
    await recorder.say(conference, "stop")
    await recorder.begin(conference)
    before = await recorder.segments(conference)
    await reaches(recorder, conference, before + 1)
    await recorder.say(conference, "mark", name="end")
    await recorder.say(conference, "stop")
    clip = await recorder.say(conference, "clips", name="all", start="start", end="end")
    hole = clip["end_us"] - clip["start_us"] - clip["duration_us"]
    assert clip["gap_us"] > 0
    assert abs(clip["gap_us"] - hole) < 1_000_000, "what is missing is the pause, up to the marks' own fractions"
