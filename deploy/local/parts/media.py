"""Picture and sound of the branch points: a process of its own, so that a busy room never makes voices stutter."""

import sys
from functools import partial

from deploy.local.config import StackConfig
from deploy.local.keys import Keys
from deploy.local.parts.part import Part
from deploy.local.probe import http_status
from deploy.local.process import Order, python_path
from deploy.local.room_env import media_env

STOP_S = 2  # its streams never end by themselves


def media(config: StackConfig, keys: Keys) -> Part:
    program = (
        *(sys.executable, "-m", "uvicorn", "services.meeting.media.app:create_app", "--factory"),
        *("--host", "127.0.0.1", "--port", str(config.ports.media), "--no-access-log", "--no-server-header"),
        *("--timeout-graceful-shutdown", str(STOP_S), "--proxy-headers", "--forwarded-allow-ips", "127.0.0.1"),
    )
    env = media_env(config, keys) | python_path(config.repository) | {"PYTHONUNBUFFERED": "1"}
    return Part(
        name="media",
        title="Hình và tiếng",
        ports=("media", "media_tap"),
        order=Order(program, env=env, cwd=config.repository, stop_within_s=STOP_S + 2),
        is_ready=partial(_is_ready, config.ports.media),
    )


async def _is_ready(port: int) -> bool:
    return await http_status(port, "/media/healthz") == 200
