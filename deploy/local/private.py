"""Files that hold passwords."""

import os
from pathlib import Path


def write_private(path: Path, text: str) -> None:
    """Replaces the file; only its owner can read it."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


async def prepare_file(path: Path, text: str) -> None:
    """The whole preparation of a part that reads one file."""
    write_private(path, text)
