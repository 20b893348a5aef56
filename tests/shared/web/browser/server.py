"""A real HTTP server in a thread that a test can stop and start again on the same port."""

import random
import socket
import threading
import time

import uvicorn

from tests.shared.web.browser.desk import Desk, create_desk


def free_port() -> int:
    """A port below the ephemeral range, so nothing outgoing can take it while the server is down."""
    for port in random.sample(range(21000, 31000), 200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise OSError("no free port")


class DeskServer:
    def __init__(self) -> None:
        self.desk, self.port = Desk(), free_port()
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        config = uvicorn.Config(
            create_desk(self.desk), port=self.port, ws="none", log_level="critical", timeout_graceful_shutdown=0
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join()
