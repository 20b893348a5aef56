"""Logs stay small: a file over the limit becomes `.1`, which becomes `.2`, and the oldest goes."""

import asyncio
import os
import shutil
from pathlib import Path

LIMIT_BYTES = 8 * 1024**2
KEPT = 3
PAUSE_S = 30.0


async def rotate_for_ever(logs: Path) -> None:
    while True:
        rotate_all(logs)
        await asyncio.sleep(PAUSE_S)


def rotate_all(logs: Path) -> None:
    for log in logs.glob("*.log"):
        rotate(log)


def rotate(log: Path, limit_bytes: int = LIMIT_BYTES) -> None:
    """Copies and empties: the child keeps its open file and goes on at the new end, since it only appends."""
    if log.stat().st_size <= limit_bytes:
        return
    for number in range(KEPT - 1, 0, -1):
        older = _numbered(log, number)
        if older.exists():
            older.replace(_numbered(log, number + 1))
    shutil.copyfile(log, _numbered(log, 1))
    os.truncate(log, 0)


def _numbered(log: Path, number: int) -> Path:
    return log.with_name(f"{log.name}.{number}")
