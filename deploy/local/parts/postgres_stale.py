"""What a killed run left behind: a postmaster on its way out, or only its note."""

import asyncio
import contextlib
import os
import signal
from pathlib import Path

PATIENCE_S = 10.0
STEP_S = 0.05


async def end_stale(data: Path) -> None:
    """Ends a postmaster of this folder that outlived its supervisor; removes a note whose number now means another."""
    note = data / "postmaster.pid"
    for step in range(int(PATIENCE_S / STEP_S)):
        pid = _noted(note)
        if pid is None:
            return
        if not _is_postmaster(pid, data):
            note.unlink(missing_ok=True)
            return
        if step % 20 == 0:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGQUIT)
        await asyncio.sleep(STEP_S)


def _noted(note: Path) -> int | None:
    try:
        return int(note.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _is_postmaster(pid: int, data: Path) -> bool:
    """Numbers are given again after a restart of the machine: the command line tells who it is."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return command[0].endswith(b"postgres") and str(data).encode() in command
