"""Whether a process's memory stands still after it warmed up. Pure."""

from collections.abc import Sequence

WARM_UP = 0.25  # of the time: rings and windows fill


def growth(samples: Sequence[tuple[float, float]]) -> dict[str, float]:
    """Of samples in s and MB: the first and last after the warm-up, and the rise an hour (least squares)."""
    warm = samples[int(len(samples) * WARM_UP) :]
    mean_s, mean_mb = (sum(column) / len(warm) for column in zip(*warm, strict=True))
    spread = sum((s - mean_s) ** 2 for s, _ in warm) or 1.0
    slope = sum((s - mean_s) * (mb - mean_mb) for s, mb in warm) / spread
    return {
        "warm_mb": round(warm[0][1], 1),
        "last_mb": round(warm[-1][1], 1),
        "most_mb": round(max(mb for _, mb in warm), 1),
        "mb_an_hour": round(slope * 3600, 1),
    }
