"""Reads a room's code while the servers come up, waits for the gate, then serves.

`python -m deploy.local.room_starter GATE MODULE [uvicorn's own options]`. The four rooms' code takes longer to read
than the servers take to start, so both happen at once.
"""

import sys
import time
from importlib import import_module
from pathlib import Path

import uvicorn

POLL_S = 0.02


def main(gate: Path, module: str, options: list[str]) -> None:
    import_module(module)
    while not gate.exists():
        time.sleep(POLL_S)
    uvicorn.main([f"{module}:create_app", "--factory", *options])


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
