"""A room: its ASGI app under uvicorn, told by environment where its neighbours are."""

import sys
from functools import partial
from pathlib import Path

from deploy.local.config import StackConfig
from deploy.local.keys import Keys
from deploy.local.parts.part import Part
from deploy.local.probe import http_status
from deploy.local.process import Order, python_path
from deploy.local.room_env import room_env

TITLES = {
    "intake": "Tiếp nhận",
    "routing": "Phân công, trả lời",
    "meeting": "Phiên đối thoại",
    "notify": "Gửi kết quả",
}
DRAIN_S = 8


def gate_of(config: StackConfig) -> Path:
    """A file that stands while the deploy step is done; rooms read themselves in before it, and open after it."""
    return config.run / "provisioned"


def service(config: StackConfig, keys: Keys, room: str, release: str) -> Part:
    port = config.ports.of(room)
    program = (
        *(sys.executable, "-m", "deploy.local.room_starter", str(gate_of(config)), f"services.{room}.app"),
        *("--host", "127.0.0.1", "--port", str(port), "--no-access-log", "--no-server-header"),
        *("--timeout-graceful-shutdown", str(DRAIN_S), "--proxy-headers", "--forwarded-allow-ips", "127.0.0.1"),
    )
    return Part(
        name=room,
        title=TITLES[room],
        ports=(room,),
        order=Order(program, env=_env(config, keys, room, release), cwd=config.repository, stop_within_s=DRAIN_S + 2),
        is_ready=partial(_is_ready, port),
    )


def _env(config: StackConfig, keys: Keys, room: str, release: str) -> dict[str, str]:
    return room_env(config, keys, room, release) | python_path(config.repository) | {"PYTHONUNBUFFERED": "1"}


async def _is_ready(port: int) -> bool:
    """Any answer below 500 means that the room receives; how well it is, its own page says."""
    return 0 < await http_status(port, "/healthz") < 500
