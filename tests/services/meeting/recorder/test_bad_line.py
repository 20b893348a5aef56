"""A point whose line loses 3 % each way: what the archive holds, read back and counted."""

from pathlib import Path

import numpy as np

from services.meeting.recorder.spool import waiting
from tests.services.meeting.media.lossy import LossyEngine
from tests.services.meeting.media.peers import FPS, opened
from tests.services.meeting.recorder.camera_and_voice import tone
from tests.services.meeting.recorder.decoding import Decoded, decode
from tests.services.meeting.recorder.test_with_media import body_of, recorded, seen

__all__ = ["recorded"]
PERCENT, SEGMENTS = 3, 5
RATE, PIECE = 48_000, 240  # samples of a second and of 5 ms
VOICE_PIECES = 4  # of one packet's 20 ms, which begin anywhere in the film
FULL = 0.3 / 2**0.5  # the tone's power where nothing is missing


async def test_the_archive_lost_hardly_a_picture_and_no_more_of_the_voice_than_the_line(recorded, tmp_path):
    engine, recording, window = recorded
    lossy = LossyEngine(engine, PERCENT)
    async with opened(lossy, "hall", size=(432, 240), sound=tone(440)) as hall:
        engine.show("hall", ["hall"])
        await seen(window, "hall", SEGMENTS)
    lossy.close()
    await recording.finish()
    dropped, losses = lossy.up.dropped, recording.losses
    assert dropped[hall.ssrc(0)] > 10 and dropped[hall.ssrc(2)] > 5
    assert losses["lost"] <= dropped[hall.ssrc(2)]
    assert losses["lost"] <= PERCENT / 100 * losses["taken"] + PERCENT

    film = film_in(tmp_path)
    steps = np.diff(film.times) * FPS
    assert len(steps) > 5 * FPS
    assert steps.max() < FPS  # it never stands still for a second
    assert steps.sum() - len(steps) <= PERCENT / 100 * len(steps) + 1  # of the pictures, hardly one is missing
    quiet = quiet_pieces(film.sound[RATE:])
    assert len(quiet) > 250 * VOICE_PIECES
    assert quiet.sum() / VOICE_PIECES <= losses["lost"] + losses["overdue"] + PERCENT


def film_in(spool: Path) -> Decoded:
    """What the hall's segments hold, as one film."""
    segments = [one for one in waiting(spool) if one.kind == "segment" and one.facts["point"] == "hall"]
    init = body_of(spool, f"init-{segments[0].facts['init']}")
    return decode(init + b"".join(body_of(spool, one.name) for one in segments))


def quiet_pieces(sound: np.ndarray) -> np.ndarray:
    """Of each 5 ms, whether the tone is missing; the decoder comes back from a hole within some of them."""
    pieces = sound[: len(sound) // PIECE * PIECE].reshape(-1, PIECE)
    quiet: np.ndarray = np.sqrt((pieces**2).mean(axis=1)) < 0.5 * FULL
    return quiet
