"""One film out of segments that were recorded before and after a gap."""

import pytest

from services.meeting.recorder.clip_span import moved
from services.meeting.recorder.film import write_film
from services.meeting.recorder.fragments import of_tracks
from services.meeting.recorder.init_segment import PICTURES, SOUND
from services.meeting.recorder.segmenter import Closed, Written
from tests.services.meeting.recorder.decoding import decode
from tests.services.meeting.recorder.test_aac import SECONDS, each_of, film, recorded


@pytest.mark.parametrize("overlap_us", [0, 1, 20_000, 70_000], ids=["touching", "a tick", "a sound", "a picture"])
async def test_sides_of_a_gap_that_overlap_still_make_a_film(tmp_path, overlap_us):
    evening, path = recorded(), tmp_path / "film.mp4"
    body = b"".join(cut.data for cut in evening.cuts if isinstance(cut, Written))
    ends_us = max(cut.end_us for cut in evening.cuts if isinstance(cut, Closed))
    later = moved(of_tracks(body, PICTURES, SOUND), evening.opened[0].start_us + overlap_us - ends_us)
    await write_film(each_of(film(evening, PICTURES, SOUND), later), path)
    assert len(decode(path.read_bytes()).times) >= 2 * (SECONDS - 1) * 15
