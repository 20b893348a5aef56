"""The bus: nats-server with JetStream, every write on disk before it is acknowledged, one user a room."""

import json
from functools import partial

from deploy.local.binaries import server
from deploy.local.config import StackConfig
from deploy.local.keys import OPS, Keys
from deploy.local.parts.nats_users import Permissions, all_permissions
from deploy.local.parts.part import Part
from deploy.local.private import prepare_file
from deploy.local.probe import http_status
from deploy.local.process import Order

MAX_PAYLOAD_BYTES = 4 * 1024**2


def nats(config: StackConfig, keys: Keys) -> Part:
    file = config.run / "nats.conf"
    return Part(
        name="nats",
        title="Bus tin nhắn (NATS)",
        ports=("nats", "nats_health"),
        order=Order((server("nats-server"), "-c", str(file)), cwd=config.run),
        prepare=partial(prepare_file, file, json.dumps(settings(config, keys), indent=1)),
        is_ready=partial(_is_ready, config.ports.nats_health),
    )


def settings(config: StackConfig, keys: Keys) -> dict[str, object]:
    """nats-server reads JSON as well as its own format."""
    return {
        "server_name": "doi-thoai",
        "listen": f"127.0.0.1:{config.ports.nats}",
        "http": f"127.0.0.1:{config.ports.nats_health}",
        "max_payload": MAX_PAYLOAD_BYTES,
        "jetstream": {"store_dir": str(config.data / "nats"), "sync_interval": "always"},
        "accounts": {"APP": {"jetstream": "enabled", "users": _users(keys)}, "SYS": {}},
        "system_account": "SYS",
    }


def _users(keys: Keys) -> list[dict[str, object]]:
    rooms = all_permissions()
    return [
        {"user": user, "password": password} | ({} if user == OPS else {"permissions": _written(rooms[user])})
        for user, password in keys.nats.items()
    ]


def _written(permissions: Permissions) -> dict[str, object]:
    """Whoever was asked may answer once."""
    return {
        "publish": {"allow": list(dict.fromkeys(permissions.publish))},
        "subscribe": {"allow": list(permissions.subscribe)},
        "allow_responses": {"max": 1, "expires": "1m"},
    }


async def _is_ready(port: int) -> bool:
    return await http_status(port, "/healthz") == 200
