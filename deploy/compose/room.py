"""`python -m deploy.compose.room <name>`: settings of a room or the recorder from its secret file, then uvicorn."""

import json
import os
import sys
from pathlib import Path

from deploy.compose.place import ROOM_PORT, secrets_folder

APPS = {"recorder": "services.meeting.recorder.app"}  # every other name is a room's


def program(room: str) -> list[str]:
    return [
        *(sys.executable, "-m", "uvicorn", f"{APPS.get(room, f'services.{room}.app')}:create_app", "--factory"),
        *("--host", "0.0.0.0", "--port", os.environ.get("PORT", str(ROOM_PORT))),
        *("--no-access-log", "--no-server-header", "--timeout-graceful-shutdown", "8"),
        *("--proxy-headers", "--forwarded-allow-ips", "*"),  # only the front door reaches this port
    ]


def settings(folder: Path, room: str) -> dict[str, str]:
    values: dict[str, str] = json.loads((folder / f"{room}.json").read_text("utf-8"))
    return values


if __name__ == "__main__":
    name = sys.argv[1]
    os.environ.update(settings(secrets_folder(), name))
    os.execv(sys.executable, program(name))
