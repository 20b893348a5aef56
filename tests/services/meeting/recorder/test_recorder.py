"""The recorder's process from the tap to the store and to the viewers."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import httpx
import numpy as np
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from deploy.local.testing import StackHandle
from services.meeting.domain.watch_links import watch_token
from shared.clock import real_now
from shared.settings import Settings
from shared.storage import Store
from tests.services.meeting.recorder.decoding import Decoded, addresses, decode
from tests.services.meeting.recorder.running import RecorderProcess, until
from tests.services.meeting.recorder.stage_server import FPS


async def reaches(recorder: RecorderProcess, conference: UUID, count: int) -> None:
    """Until so many segments are closed."""

    async def is_there() -> bool:
        return await recorder.segments(conference) >= count

    await until(is_there)


async def emptied(recorder: RecorderProcess, conference: UUID) -> None:
    """Until nothing waits for the store."""

    async def is_empty() -> bool:
        return bool((await recorder.state(conference))["objects"] == 0)

    await until(is_empty)


async def films(recorder: RecorderProcess, conference: UUID, name: str = "archive.m3u8") -> list[Decoded]:
    """Each run of a playlist as one file: its init segment and its segments, one after the other."""
    runs = []
    for init, segments in addresses(await recorder.playlist(conference, name)):
        pieces = [(await recorder.watch(conference, one)).content for one in (init, *segments)]
        runs.append(decode(b"".join(pieces)))
    return runs


def times(playlist: list[str]) -> list[tuple[float, float]]:
    """When each segment began and how long it is, s."""
    begun = [line.partition(":")[2] for line in playlist if line.startswith("#EXT-X-PROGRAM-DATE-TIME")]
    lasts = [float(line[8:].rstrip(",")) for line in playlist if line.startswith("#EXTINF")]
    return [(datetime.fromisoformat(at).timestamp(), last) for at, last in zip(begun, lasts, strict=True)]


async def rows(servers: StackHandle, said: str, **values: Any) -> Sequence[Any]:
    engine = create_async_engine(servers.database_url("meeting"))
    async with engine.connect() as connection:
        found = (await connection.execute(text(said), values)).all()
    await engine.dispose()
    return found


def store_of(servers: StackHandle) -> Store:
    values: dict[str, Any] = {key.removeprefix("DT_").lower(): one for key, one in servers.env("meeting").items()}
    return Store(Settings(**values))


async def test_two_cameras_make_two_inits_and_every_picture_can_be_seen(recorder, stage, conference):
    await recorder.begin(conference)
    await reaches(recorder, conference, 2)
    stage.size = (480, 272)
    await reaches(recorder, conference, 4)
    await recorder.say(conference, "stop")
    playlist = await recorder.playlist(conference)
    first, second = await films(recorder, conference)
    assert playlist.count("#EXT-X-DISCONTINUITY") == 1
    assert playlist[-1] == "#EXT-X-ENDLIST"
    assert (set(first.sizes), set(second.sizes)) == ({(320, 240)}, {(480, 272)})
    assert len(first.sizes) + len(second.sizes) >= stage.sent_pictures - FPS
    assert stage.asked


async def test_voice_alone_is_the_same_recording_without_pictures(recorder, conference):
    await recorder.begin(conference)
    await reaches(recorder, conference, 2)
    (voice,) = await films(recorder, conference, "archive-audio.m3u8")
    assert not voice.sizes
    assert len(voice.sound) >= 3.9 * 48_000
    assert abs(voice.sound).max() == pytest.approx(0.3, abs=0.1)


async def test_the_killed_recorder_goes_on_by_itself_on_the_same_timeline(recorder, stage, conference):
    """It is killed in the middle of a segment, whose parts that were written are kept: only the hole lacks pictures."""
    await recorder.begin(conference)
    await reaches(recorder, conference, 1)
    await recorder.watch(conference, "stage.m3u8", _HLS_msn=2, _HLS_part=3)
    before = times(await recorder.playlist(conference))
    await recorder.kill()
    killed = real_now().timestamp()
    await recorder.start()
    again = real_now().timestamp()
    await reaches(recorder, conference, len(before) + 3)
    await recorder.say(conference, "stop")
    await emptied(recorder, conference)
    after = times(await recorder.playlist(conference))
    assert after[: len(before)] == before
    holes = [(one[0] + one[1], two[0]) for one, two in pairwise(after) if two[0] - one[0] - one[1] > 0.1]
    ((lost_from, lost_to),) = holes
    assert killed - lost_from < 1.5
    assert lost_to < again + 2
    assert not list(recorder.spool.glob("*/*"))
    decoded = await films(recorder, conference)
    assert decoded[0].times[0] < decoded[1].times[0]
    assert all(film.longest_step < 1.5 / FPS for film in decoded)
    assert sum(len(film.times) for film in decoded) >= stage.sent_pictures - (killed - lost_from) * FPS - FPS


async def test_while_the_store_is_away_the_recording_goes_on_and_says_so_and_nothing_is_lost(
    recorder, store_servers, conference
):
    await recorder.begin(conference)
    await reaches(recorder, conference, 1)
    await emptied(recorder, conference)
    await store_servers.stop("store")

    async def warns() -> bool:
        said = await recorder.state(conference)
        return said["state"] == "warning" and "store_away" in said["reasons"] and said["megabytes"] > 0

    await until(warns)
    held = await recorder.segments(conference)
    await reaches(recorder, conference, held + 2)
    await store_servers.start("store")
    await emptied(recorder, conference)
    assert (await recorder.state(conference))["state"] == "recording"
    await recorder.say(conference, "stop")
    await emptied(recorder, conference)
    stored = await rows(
        store_servers, "select number, key, sha256 from recording_segments where conference_id = :c order by number",
        c=conference,
    )  # fmt: skip
    assert [row.number for row in stored] == list(range(len(stored)))
    assert len(stored) == await recorder.segments(conference)
    (film,) = await films(recorder, conference)
    assert len(film.sizes) == round(film.times[-1] * FPS - film.times[0] * FPS) + 1


async def test_the_media_process_away_is_a_gap_on_the_same_timeline(recorder, stage, conference):
    await recorder.begin(conference)
    await reaches(recorder, conference, 1)
    await stage.__aexit__()

    async def waits() -> bool:
        return bool((await recorder.state(conference))["reasons"] == ["media_away"])

    await until(waits)
    closed = await recorder.segments(conference)
    await asyncio.sleep(0.5)  # the gap itself
    await stage.__aenter__()
    await reaches(recorder, conference, closed + 1)
    playlist = await recorder.playlist(conference)
    assert playlist.count("#EXT-X-DISCONTINUITY") == 1
    assert sum(two[0] - one[0] - one[1] > 0.3 for one, two in pairwise(times(playlist))) == 1


async def test_a_blocking_reload_answers_with_the_part_it_was_asked_for(recorder, conference):
    await recorder.begin(conference)
    await reaches(recorder, conference, 1)
    answer = await recorder.watch(conference, "stage.m3u8", _HLS_msn=2, _HLS_part=1)
    parts = [line.split('"')[1] for line in answer.text.splitlines() if line.startswith("#EXT-X-PART:")]
    assert any(name.startswith("part/000002-") and name.endswith(".1.m4s") for name in parts)
    hint = answer.text.split('PRELOAD-HINT:TYPE=PART,URI="')[1].split('"')[0]
    part = await recorder.watch(conference, hint)
    assert part.status_code == 200
    assert part.headers["cache-control"] == "public, max-age=172800, immutable"
    assert "max-age=1" in (await recorder.watch(conference, "stage.m3u8")).headers["cache-control"]


async def test_what_is_more_than_two_segments_ahead_is_refused_at_once_and_not_waited_for(recorder, conference):
    await recorder.begin(conference)
    await reaches(recorder, conference, 1)
    for asked in ({"_HLS_msn": 99}, {"_HLS_msn": 99, "_HLS_part": 0}):
        assert (await recorder.watch(conference, "stage.m3u8", **asked)).status_code == 400
    assert (await recorder.watch(conference, "part/000099-0.0.m4s")).status_code == 404
    assert (await recorder.watch(conference, f"part/{'9' * 5000}-0.0.m4s")).status_code == 422


async def test_a_questions_film_begins_at_its_mark_with_its_speaker_and_plays(
    recorder, stage, store_servers, conference
):
    await recorder.begin(conference)
    await reaches(recorder, conference, 1)
    stage.size = (480, 272)
    await recorder.say(conference, "mark", name="turn:1:start")
    await reaches(recorder, conference, await recorder.segments(conference) + 3)
    await recorder.say(conference, "mark", name="turn:1:end")
    asked = {"name": f"question:{conference}", "start": "turn:1:start", "end": "turn:1:end", "point": "480"}

    async def is_cut() -> bool:
        return bool((await recorder.say(conference, "clips", **asked))["ready"])

    await until(is_cut)
    clip = await recorder.say(conference, "clips", **asked)
    film = decode(await store_of(store_servers).get(clip["key"]))
    assert film.sizes[0] == (480, 272)
    assert film.times[0] < 0.05
    assert len(film.sizes) >= 4 * FPS
    (row,) = await rows(store_servers, "select * from recording_clips where conference_id = :c", c=conference)
    assert (row.point, row.size, row.sha256) == ("480", clip["size"], clip["sha256"])


async def test_a_film_over_two_cameras_has_all_pictures_of_both(recorder, stage, store_servers, conference):
    await recorder.begin(conference)
    await recorder.say(conference, "mark", name="start")
    await reaches(recorder, conference, 2)
    stage.size = (480, 272)
    await reaches(recorder, conference, 4)
    await recorder.say(conference, "mark", name="end")
    await recorder.say(conference, "stop")
    clip = await recorder.say(conference, "clips", name="all", start="start", end="end")
    film = decode(await store_of(store_servers).get(clip["key"]))
    assert set(film.sizes) == {(320, 240), (480, 272)}
    await emptied(recorder, conference)
    said = (
        "select sum(frames) as pictures from recording_segments where conference_id = :c and start_us between :a and :b"
    )
    until_us = clip["start_us"] + clip["duration_us"] - 1
    (counted,) = await rows(store_servers, said, c=conference, a=clip["start_us"], b=until_us)
    assert len(film.sizes) == counted.pictures


async def test_without_the_rooms_token_nobody_starts_stops_or_sees(recorder, store_servers, conference):
    await recorder.begin(conference)
    own = f"{recorder.url}/recorder/c/{conference}"
    foreign = watch_token(conference, store_servers.keys.link_secret, real_now() + timedelta(hours=1)).partition("~")[2]
    async with httpx.AsyncClient() as client:
        for headers in ({}, {"authorization": f"Bearer {foreign}"}):
            asked = [client.post(f"{own}/{word}", headers=headers) for word in ("start", "stop", "tracks", "clips")]
            asked.append(client.get(f"{own}/state", headers=headers))
            assert {(await one).status_code for one in asked} == {403}
    assert (await recorder.state(conference))["state"] != "off"


async def test_a_link_that_ran_out_or_was_altered_opens_nothing(recorder, conference):
    secret = recorder.env["DT_LINK_SECRET"]
    old = watch_token(conference, secret, datetime.fromisoformat("2026-01-01T00:00:00Z"))
    for token in (old, old.replace(".", "9."), "nonsense", f"{conference.hex}~1.2"):
        assert (await recorder.client.get(f"{recorder.url}/live/{token}/stage.m3u8")).status_code == 403


async def test_told_to_the_recorder_makes_aac_too_and_the_choice_of_playlists_names_it_first(
    recorder, stage, conference
):
    await recorder.stop()
    recorder.env["DT_AAC"] = "1"
    await recorder.start()
    await recorder.begin(conference)
    await reaches(recorder, conference, 2)
    await recorder.say(conference, "stop")
    await emptied(recorder, conference)
    choice = await recorder.playlist(conference, "main-archive.m3u8")
    assert [line for line in choice if line.endswith(".m3u8")] == ["aac/archive.m3u8", "archive.m3u8"]
    assert [line.rpartition(",")[2] for line in choice if "STREAM-INF" in line] == ['mp4a.40.2"', 'opus"']
    for folder in ("", "aac/"):
        ((init, segments),) = addresses(await recorder.playlist(conference, f"{folder}archive.m3u8"))
        pieces = [(await recorder.watch(conference, folder + one)).content for one in (init, *segments)]
        film = decode(b"".join(pieces))
        assert len(film.times) > FPS and np.quantile(abs(film.sound), 0.98) == pytest.approx(0.3, abs=0.1)
        voice = [await recorder.watch(conference, f"{folder}voice/{one}") for one in ("init.mp4", *segments)]
        assert not decode(b"".join(one.content for one in voice)).sizes
