"""MinIO's users: one access key a room, which reaches its own bucket only. A script for MinIO's own client, `mc`."""

import json

from deploy.local.config import ROOMS, StackConfig
from deploy.local.keys import OPS, Keys

ACTIONS = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket", "s3:GetBucketLocation"]


def store_users(config: StackConfig, keys: Keys) -> str:
    """Safe to run again: users and policies are set to what stands here."""
    address = f"http://{config.hosts.s3}:{config.ports.s3}"
    lines = [
        "#!/bin/sh",
        "set -eu",
        f"mc alias set house {address} {keys.s3_access[OPS]} {keys.s3_secret[OPS]} >/dev/null",
    ]
    for room in ROOMS:
        lines += [
            f"mc mb --ignore-existing house/{room}",
            f"mc admin user add house {keys.s3_access[room]} {keys.s3_secret[room]}",
            f"cat >/tmp/{room}.json <<'END'\n{json.dumps(policy(room))}\nEND",
            f"mc admin policy create house {room} /tmp/{room}.json",
            f"mc admin policy detach house {room} --user {keys.s3_access[room]} >/dev/null 2>&1 || true",
            f"mc admin policy attach house {room} --user {keys.s3_access[room]}",
        ]
    return "\n".join(lines) + "\n"


def policy(bucket: str) -> dict[str, object]:
    resources = [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"]
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ACTIONS, "Resource": resources}]}
