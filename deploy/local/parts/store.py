"""The objects: SeaweedFS in one process, one S3 identity a room that reaches its own bucket only."""

import contextlib
import json
import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from deploy.local.binaries import server
from deploy.local.config import ROOMS, StackConfig
from deploy.local.keys import OPS, Keys
from deploy.local.parts.part import Part
from deploy.local.private import write_private
from deploy.local.probe import http_status
from deploy.local.problems import StackProblem
from deploy.local.process import Order

VOLUME_MB = 1024
OWN_PORTS = {
    "s3": "s3.port",
    "s3_grpc": "s3.port.grpc",
    "master": "master.port",
    "master_grpc": "master.port.grpc",
    "volume": "volume.port",
    "volume_grpc": "volume.port.grpc",
    "filer": "filer.port",
    "filer_grpc": "filer.port.grpc",
    "admin": "admin.port",
    "admin_grpc": "admin.port.grpc",
}


def store(config: StackConfig, keys: Keys) -> Part:
    return Part(
        name="store",
        title="Kho tệp (S3)",
        ports=tuple(OWN_PORTS),
        order=Order(
            (
                server("weed"),
                "-logtostderr=true",
                "mini",
                *(f"-{name}={value}" for name, value in _options(config).items()),
            ),
            env={"HOME": str(config.run), "TMPDIR": str(config.run)},
            cwd=config.run,
            stop_within_s=5,
        ),
        prepare=partial(_prepare, config, keys),
        clear=partial(_clear, config),
        is_ready=partial(_is_ready, config.ports.s3),
    )


def _options(config: StackConfig) -> dict[str, object]:
    return {
        "dir": config.data / "store",
        "ip": "127.0.0.1",
        "ip.bind": "127.0.0.1",
        "s3.config": config.run / "store-users.json",
        "bucket": ",".join(ROOMS),
        "s3.iam": "false",
        "s3.autoCreateBucket": "false",
        "s3.port.iceberg": 0,
        "s3.port.lance": 0,
        "s3.localSocket": "s3.sock",  # in `run`, its working folder: in /tmp another user's leftovers stop it
        "s3.localFilerSocket": "filer.sock",
        "filer.localSocket": "filer.sock",
        "webdav": "false",
        "admin.ui": "false",
        "master.telemetry": "false",
        "master.volumeSizeLimitMB": VOLUME_MB,
        "master.resumeState": "false",  # resumed, the volumes sometimes call before it leads and then wait 5 s
        "volume.preStopSeconds": 0,
    } | {option: config.ports.of(port) for port, option in OWN_PORTS.items()}


async def _prepare(config: StackConfig, keys: Keys) -> None:
    """Its notes of the last run's options would win over ours, so they go."""
    _refuse_sockets_of_another(config)
    folder = config.data / "store"
    folder.mkdir(exist_ok=True, mode=0o700)
    (folder / "mini.options").unlink(missing_ok=True)
    write_private(config.run / "store-users.json", json.dumps({"identities": _identities(keys)}, indent=1))


def sockets(ports: Iterable[int]) -> list[Path]:
    """It keeps them in /tmp and leaves them there when killed."""
    return [socket for port in ports for socket in Path("/tmp").glob(f"seaweedfs-*-{port}.sock")]


def _refuse_sockets_of_another(config: StackConfig) -> None:
    """Its own it replaces; those of another user it cannot."""
    for socket in sockets(map(config.ports.of, OWN_PORTS)):
        if socket.stat().st_uid != os.geteuid() != 0:
            raise StackProblem(f"Tệp {socket} còn sót từ một người dùng khác: hãy gõ 'sudo rm {socket}' rồi chạy lại.")


def _clear(config: StackConfig) -> None:
    for socket in sockets(map(config.ports.of, OWN_PORTS)):
        with contextlib.suppress(OSError):
            socket.unlink()


def _identities(keys: Keys) -> list[dict[str, object]]:
    return [
        _identity(keys, room, [f"{verb}:{room}" for verb in ("Read", "Write", "List", "Tagging")]) for room in ROOMS
    ] + [_identity(keys, OPS, ["Admin", "Read", "Write", "List", "Tagging"])]


def _identity(keys: Keys, user: str, actions: list[str]) -> dict[str, object]:
    credentials = [{"accessKey": keys.s3_access[user], "secretKey": keys.s3_secret[user]}]
    return {"name": user, "credentials": credentials, "actions": actions}


async def _is_ready(port: int) -> bool:
    return await http_status(port, "/healthz") == 200
