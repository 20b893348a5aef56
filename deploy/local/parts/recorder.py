"""The recorder: a process of its own, since it alone decodes and mixes voices, and must outlive a busy room."""

import sys
from functools import partial

from deploy.local.config import StackConfig
from deploy.local.keys import Keys
from deploy.local.parts.part import Part
from deploy.local.parts.service import gate_of
from deploy.local.probe import http_status
from deploy.local.process import Order, python_path
from deploy.local.room_env import recorder_env

STOP_S = 4  # viewers that wait for the next part are let go; the open segment is closed


def recorder(config: StackConfig, keys: Keys) -> Part:
    """It reads its tables when it starts, so it waits for the deploy step as the rooms do."""
    program = (
        *(sys.executable, "-m", "deploy.local.room_starter", str(gate_of(config)), "services.meeting.recorder.app"),
        *("--host", "127.0.0.1", "--port", str(config.ports.recorder), "--no-access-log", "--no-server-header"),
        *("--timeout-graceful-shutdown", str(STOP_S), "--proxy-headers", "--forwarded-allow-ips", "127.0.0.1"),
    )
    env = recorder_env(config, keys) | python_path(config.repository) | {"PYTHONUNBUFFERED": "1"}
    return Part(
        name="recorder",
        title="Ghi âm, ghi hình",
        ports=("recorder",),
        order=Order(program, env=env, cwd=config.repository, stop_within_s=STOP_S + 6),
        is_ready=partial(_is_ready, config.ports.recorder),
    )


async def _is_ready(port: int) -> bool:
    """Any answer of its own; whether it has its database, its health says."""
    return await http_status(port, "/healthz") > 0
