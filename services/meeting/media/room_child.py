"""A room's process as the front holds it: the socket it hears us by, and its end."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from typing import Any

END_S = 2
FALL_S = 0.5


class RoomChild:
    """Starts at once; what it hears meanwhile waits in the socket. It is told nothing secret."""

    def __init__(self, room: str, log_format: str, idle_s: int) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.setblocking(False)
        order = (*(sys.executable, "-m", "services.meeting.media.room_process"), log_format, str(idle_s), room)
        env = {name: value for name, value in os.environ.items() if not name.startswith("DT_")}
        with theirs:
            self._process = subprocess.Popen(order, stdin=theirs.fileno(), env=env)
        self.pid = self._process.pid
        self.silences = 0  # in a row, for whoever asked

    def hear(self, said: dict[str, Any], *lines: socket.socket) -> None:
        """Never waits. Raises `OSError` when the process is gone, `BlockingIOError` when it does not listen."""
        socket.send_fds(self._control, [json.dumps(said).encode()], [line.fileno() for line in lines])

    def on_end(self, ended: Callable[..., None], *args: Any) -> None:
        """It never says anything: what can be read is its end."""
        asyncio.get_running_loop().add_reader(self._control, ended, *args)

    async def has_fallen(self) -> bool:
        """Whether it is gone, or is in a moment: one that is killed loses its lines first."""
        try:
            await asyncio.to_thread(self._process.wait, FALL_S)
        except subprocess.TimeoutExpired:
            return False
        return True

    def let_go(self) -> None:
        """It ends by itself now."""
        asyncio.get_running_loop().remove_reader(self._control)
        self._control.close()

    async def gone(self) -> None:
        """Once it ended, or was made to."""
        try:
            await asyncio.to_thread(self._process.wait, END_S)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> int:
        """`kill -9`, if it still is there; answers how it ended."""
        self._process.kill()
        return self._process.wait()
