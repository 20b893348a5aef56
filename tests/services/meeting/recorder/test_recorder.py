"""The recorder's process from the tap to the store and to the viewers."""

from tests.services.meeting.recorder.decoding import addresses, decode
from tests.services.meeting.recorder.running import until


async def film_of(recorder, conference, playlist):
    """Each run of the archive as one file: its init segment and its segments, one after the other."""
    runs = []
    for init, segments in addresses(playlist):
        pieces = [(await recorder.watch(conference, name)).content for name in (init, *segments)]
        runs.append(decode(b"".join(pieces)))
    return runs


async def test_two_cameras_make_two_inits_and_every_picture_can_be_seen(recorder, stage, conference):
    await recorder.begin(conference)
    await until(lambda: at_least(recorder, conference, 2))
    stage.size = (480, 272)
    await until(lambda: at_least(recorder, conference, 4))
    await recorder.say(conference, "stop")
    playlist = await recorder.playlist(conference)
    first, second = await film_of(recorder, conference, playlist)
    assert playlist.count("#EXT-X-DISCONTINUITY") == 1
    assert playlist[-1] == "#EXT-X-ENDLIST"
    assert (set(first.sizes), set(second.sizes)) == ({(320, 240)}, {(480, 272)})
    assert len(first.sizes) + len(second.sizes) >= stage.sent_pictures - 15
    assert stage.asked


async def at_least(recorder, conference, count):
    return await recorder.segments(conference) >= count
