"""A disk that lies: the bus acknowledged facts and lost the last of them."""

import random
from pathlib import Path

from deploy.local.testing import StackHandle


def tear(stack: StackHandle, room: str, chance: random.Random) -> int:
    """Cut the end of a room's stream while the bus is dead; returns how many bytes went. Its index goes with it."""
    folder = stack.config.data / "nats" / "jetstream" / "APP" / "streams" / f"EVT_{room.upper()}" / "msgs"
    blocks = sorted(folder.glob("*.blk"), key=lambda path: int(path.stem))
    (folder / "index.db").unlink(missing_ok=True)
    return _cut(blocks[-1], chance) if blocks else 0


def _cut(block: Path, chance: random.Random) -> int:
    size = block.stat().st_size
    gone = min(size, chance.randrange(1, 4000))
    with block.open("r+b") as file:
        file.truncate(size - gone)
    return gone
