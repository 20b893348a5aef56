"""The recorder's disk runs full: it says so before, and goes on."""

from tests.services.meeting.recorder.running import RecorderProcess
from tests.services.meeting.recorder.test_recorder import emptied, films, reaches

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
