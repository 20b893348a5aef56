"""`python -m deploy.compose.media`: picture and sound in the machine's own network; `… healthy` asks how it is.

Its HTTP door listens where containers reach the machine and nobody else does: the gateway of Docker's own bridge.
"""

import os
import sys
import urllib.request

from deploy.compose.place import MEDIA_PORT, secrets_folder
from deploy.compose.room import settings

GATEWAY = "172.17.0.1"


def program(gateway: str) -> list[str]:
    return [
        *(sys.executable, "-m", "uvicorn", "services.meeting.media.app:create_app", "--factory"),
        *("--host", gateway, "--port", str(MEDIA_PORT)),
        *("--no-access-log", "--no-server-header", "--timeout-graceful-shutdown", "2"),
        *("--proxy-headers", "--forwarded-allow-ips", "*"),  # only the front door and the rooms reach this port
    ]


def ask_health(gateway: str) -> None:
    """Raises when nobody answers."""
    urllib.request.urlopen(f"http://{gateway}:{MEDIA_PORT}/media/healthz", timeout=3)


if __name__ == "__main__":
    if sys.argv[1:] == ["healthy"]:
        ask_health(GATEWAY)
    else:
        os.environ.update(settings(secrets_folder(), "media"))
        os.execv(sys.executable, program(GATEWAY))
