"""`docker compose run --rm prepare`: passwords and keys once, then the files each container reads.

Safe to run again after a change of `.env`: keys that exist are kept. Files are readable inside the containers that
mount them; the folder itself is closed to everybody else on the machine.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from deploy.compose.caddyfile import caddyfile
from deploy.compose.media import GATEWAY
from deploy.compose.place import KEYS, compose_config, secrets_folder
from deploy.compose.store_users import store_users
from deploy.local.config import ROOMS, StackConfig
from deploy.local.keys import OPS, Keys, load_or_make
from deploy.local.parts import nats
from deploy.local.release import release_of
from deploy.local.room_env import media_env, recorder_env, room_env


def prepare(folder: Path, env: Mapping[str, str]) -> None:
    """Every file of the folder, from the keys and the office's choices."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    config, keys = compose_config(env), load_or_make(folder / KEYS)
    for name, text in files(config, keys, env).items():
        file = folder / name
        file.write_text(text, "utf-8")
        file.chmod(0o444)
    (folder / KEYS).chmod(0o444)


def files(config: StackConfig, keys: Keys, env: Mapping[str, str]) -> dict[str, str]:
    release = release_of(config.repository)
    rooms = {f"{room}.json": json.dumps(room_env(config, keys, room, release), indent=1) for room in ROOMS}
    return rooms | {
        "media.json": json.dumps(media_env(config, keys) | {"DT_MEDIA_TAP_HOST": GATEWAY}, indent=1),
        "recorder.json": json.dumps(recorder_env(config, keys), indent=1),
        "nats.conf": json.dumps(nats_settings(config, keys), indent=1),
        "postgres_password": keys.postgres[OPS],
        "minio_user": keys.s3_access[OPS],
        "minio_password": keys.s3_secret[OPS],
        "store_users.sh": store_users(config, keys),
        "Caddyfile": caddyfile(env.get("DOMAIN") or "localhost", env.get("ACME_EMAIL", "")),
    }


def nats_settings(config: StackConfig, keys: Keys) -> dict[str, object]:
    """The embedded broker's own settings – the same users and permissions – at the addresses of a container."""
    places = {"listen": "0.0.0.0:4222", "http": "0.0.0.0:8222"}
    return nats.settings(config, keys) | places | {"jetstream": {"store_dir": "/data", "sync_interval": "always"}}


if __name__ == "__main__":
    prepare(secrets_folder(), os.environ)
    print("Đã chuẩn bị xong khóa và tệp cấu hình.")
