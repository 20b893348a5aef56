"""The recorder's disk runs full: it says so before, and goes on."""

from resource import RLIMIT_FSIZE, prlimit

from tests.services.meeting.recorder.running import RecorderProcess, until
from tests.services.meeting.recorder.stage_server import FPS
from tests.services.meeting.recorder.test_recorder import emptied, films, reaches, rows

MORE_THAN_ANY_DISK = 1 << 40  # megabytes


async def test_a_nearly_full_disk_is_told_while_the_recording_goes_on(store_servers, stage, tmp_path, conference):
    recorder = RecorderProcess(store_servers, tmp_path / "spool", stage.port)
    recorder.env["DT_RECORDER_LOW_DISK_MB"] = str(MORE_THAN_ANY_DISK)
    await recorder.start()
    try:
        await recorder.begin(conference)
        await reaches(recorder, conference, 2)
        said = await recorder.state(conference)
        assert (said["state"], said["reasons"]) == ("warning", ["disk_low"])
        assert said["free_megabytes"] > 0
        await recorder.say(conference, "stop")
        await emptied(recorder, conference)
        (film,) = await films(recorder, conference)
        assert len(film.sizes) > 30
    finally:
        await recorder.stop()
        await recorder.client.aclose()


async def test_a_disk_that_takes_nothing_more_is_told_and_all_goes_straight_to_the_store(
    recorder, store_servers, conference
):
    """The process may make no file longer than nothing, as on a full disk."""

    async def is_told(fails: bool) -> bool:
        return ("disk_failed" in (await recorder.state(conference))["reasons"]) == fails

    await recorder.begin(conference)
    await reaches(recorder, conference, 1)
    _, most = prlimit(recorder.process.pid, RLIMIT_FSIZE)
    prlimit(recorder.process.pid, RLIMIT_FSIZE, (0, most))
    await until(lambda: is_told(True))
    await reaches(recorder, conference, await recorder.segments(conference) + 2)
    prlimit(recorder.process.pid, RLIMIT_FSIZE, (most, most))
    await until(lambda: is_told(False))
    await recorder.say(conference, "stop")
    await emptied(recorder, conference)
    (film,) = await films(recorder, conference)
    assert len(film.sizes) == round((film.times[-1] - film.times[0]) * FPS) + 1
    stored = await rows(
        store_servers, "select number from recording_segments where conference_id = :c order by number", c=conference
    )
    assert [row.number for row in stored] == list(range(len(stored)))
    assert not list(recorder.spool.glob("*/*"))
