"""What a recording really holds, decoded."""

import io
from dataclasses import dataclass
from itertools import pairwise

import av
import numpy as np


@dataclass
class Decoded:
    sizes: list[tuple[int, int]]  # of each picture
    times: list[float]  # of each picture, s
    sound: np.ndarray  # samples
    sound_from: float

    @property
    def longest_step(self) -> float:
        """From one picture to the next, s."""
        return max((two - one for one, two in pairwise(self.times)), default=0.0)


def decode(data: bytes) -> Decoded:
    """Every picture and all sound; any damage raises."""
    sizes: list[tuple[int, int]] = []
    times: list[float] = []
    pieces: list[np.ndarray] = []
    sound_from: float | None = None
    with av.open(io.BytesIO(data), "r") as film:
        for frame in film.decode():
            if isinstance(frame, av.VideoFrame):
                sizes.append((frame.width, frame.height))
                times.append(frame.time)
            else:
                sound_from = frame.time if sound_from is None else sound_from
                pieces.append(frame.to_ndarray().reshape(-1))
    sound = np.concatenate(pieces) if pieces else np.zeros(0)
    return Decoded(sizes, times, sound, sound_from or 0.0)


def addresses(playlist: list[str]) -> list[tuple[str, list[str]]]:
    """The init segment and the segments after it, as often as it changes or time is missing."""
    runs: list[tuple[str, list[str]]] = []
    for line in playlist:
        if line.startswith("#EXT-X-MAP"):
            runs.append((line.split('"')[1], []))
        elif line and not line.startswith("#"):
            runs[-1][1].append(line)
    return runs
