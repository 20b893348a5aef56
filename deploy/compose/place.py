"""Where everything is inside the compose network, and what the office chose in `.env`."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from deploy.local.config import ROOMS, Hosts, StackConfig
from deploy.local.ports import Ports

ROOM_PORT = 8000
MEDIA_PORT, TAP_PORT = 8010, 8011  # on the machine itself
KEYS = "keys.json"


def secrets_folder(env: Mapping[str, str] = os.environ) -> Path:
    return Path(env.get("SECRETS", "/secrets"))


def compose_config(env: Mapping[str, str] = os.environ) -> StackConfig:
    """Servers by name; a managed PostgreSQL, NATS or S3 is another name and port."""
    ports = replace(
        Ports.laid_out(10000, 80, 443),
        nats=int(env.get("NATS_PORT") or 4222),
        postgres=int(env.get("POSTGRES_PORT") or 5432),
        s3=int(env.get("S3_PORT") or 9000),
        media=MEDIA_PORT,
        media_tap=TAP_PORT,
        **dict.fromkeys((*ROOMS, "recorder"), ROOM_PORT),
    )
    hosts = Hosts(
        nats=env.get("NATS_HOST") or "nats",
        postgres=env.get("POSTGRES_HOST") or "postgres",
        s3=env.get("S3_HOST") or "minio",
        media="media",
        recorder="recorder",
    )
    return StackConfig(
        data=Path("/data"),
        ports=ports,
        hosts=hosts,
        public_url=f"https://{env.get('DOMAIN') or 'localhost'}",
        demo=False,
        production=True,
        smtp_host=env.get("SMTP_HOST") or "localhost",
        smtp_port=int(env.get("SMTP_PORT") or 587),
        smtp_user=env.get("SMTP_USER", ""),
        smtp_password=env.get("SMTP_PASSWORD", ""),
        smtp_starttls=env.get("SMTP_STARTTLS", "1") == "1",
        mail_from=env.get("MAIL_FROM") or "doi-thoai@localhost",
        turn_urls=env.get("TURN_URLS", ""),
        turn_secret=env.get("TURN_SECRET", ""),
        aac=env.get("AAC") == "1",
        log_format="json",
    )
