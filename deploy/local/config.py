"""Everything a person may choose about the embedded stack, read once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Self

from deploy.local.ports import HTTP_PORT, HTTPS_PORT, PORT_BASE, Ports
from deploy.local.problems import StackProblem

ROOMS = ("intake", "routing", "meeting", "notify")
REPOSITORY = Path(__file__).resolve().parents[2]


class Hosts(NamedTuple):
    """Where the servers are; a house on many machines names them."""

    nats: str = "127.0.0.1"
    postgres: str = "127.0.0.1"
    s3: str = "127.0.0.1"
    media: str = "127.0.0.1"
    recorder: str = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class StackConfig:
    data: Path
    ports: Ports
    rooms: tuple[str, ...] = ROOMS
    public_url: str = f"http://127.0.0.1:{HTTP_PORT}"
    demo: bool = True
    production: bool = False
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_starttls: bool = False
    mail_from: str = "doi-thoai@localhost"
    turn_urls: str = ""
    turn_secret: str = field(default="", repr=False)
    aac: bool = False
    log_format: str = "console"
    postgres_as: str = ""
    repository: Path = REPOSITORY
    hosts: Hosts = field(default_factory=Hosts)

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def run(self) -> Path:
        return self.data / "run"

    @property
    def spool(self) -> Path:
        """What was recorded and is not in the store yet."""
        return self.data / "recordings"

    @property
    def outgoing_mail(self) -> Path:
        return self.data / "outgoing-mail"

    @property
    def sinks_mail(self) -> bool:
        """Without a post office of its own the stack writes letters into a folder."""
        return not self.smtp_host

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        """DATA, ROOMS, PORT_BASE, HTTP_PORT, HTTPS_PORT, PUBLIC_URL, DEMO, PRODUCTION, LOG_FORMAT.

        Letters: SMTP_HOST, SMTP_PORT, SMTP_USER, SMTP_PASSWORD, SMTP_STARTTLS, MAIL_FROM. Root: POSTGRES_AS=map|drop.
        Picture and sound out of closed networks: TURN_URLS, TURN_SECRET. For watchers with Safari: AAC=1.
        Empty is as good as absent: make hands on every setting it knows, also those nobody gave.
        """
        http = _number(env, "HTTP_PORT", HTTP_PORT)
        ports = Ports.laid_out(_number(env, "PORT_BASE", PORT_BASE), http, _number(env, "HTTPS_PORT", HTTPS_PORT))
        production = env.get("PRODUCTION") == "1"
        return cls(
            data=Path(env.get("DATA") or ".data").absolute(),
            ports=ports,
            rooms=tuple(room for room in ROOMS if room in (env.get("ROOMS") or ",".join(ROOMS)).split(",")),
            public_url=env.get("PUBLIC_URL") or f"http://127.0.0.1:{http}",
            demo=(env.get("DEMO") or ("0" if production else "1")) == "1",
            production=production,
            smtp_host=env.get("SMTP_HOST", ""),
            smtp_port=_number(env, "SMTP_PORT", 25),
            smtp_user=env.get("SMTP_USER", ""),
            smtp_password=env.get("SMTP_PASSWORD", ""),
            smtp_starttls=env.get("SMTP_STARTTLS", "0") == "1",
            mail_from=env.get("MAIL_FROM") or "doi-thoai@localhost",
            turn_urls=env.get("TURN_URLS", ""),
            turn_secret=env.get("TURN_SECRET", ""),
            aac=env.get("AAC") == "1",
            log_format=env.get("LOG_FORMAT") or "console",
            postgres_as=env.get("POSTGRES_AS", ""),
        )


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name) or str(default)
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise StackProblem(f"{name}={text} không phải số cổng: hãy cho một số từ 1 đến 65535.")
    return int(text)
