"""The tables: PostgreSQL 18 from a wheel, on this machine only, passwords by SCRAM, nothing unsafe switched on."""

import shutil
import signal
from functools import partial
from pathlib import Path

import asyncpg

from deploy.local.config import StackConfig
from deploy.local.keys import OPS, Keys
from deploy.local.parts.part import Part
from deploy.local.parts.postgres_place import Place, choose, give
from deploy.local.parts.postgres_stale import end_stale
from deploy.local.private import write_private
from deploy.local.problems import StackProblem
from deploy.local.process import Order, finished

DATABASE = "doithoai"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "150",
    "shared_buffers": "128MB",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "log_line_prefix": "%m [%p] %u ",
}


def postgres(config: StackConfig, keys: Keys) -> Part:
    place = choose(config)
    options = [f"--{name.replace('_', '-')}={value}" for name, value in SETTINGS.items()]
    program = (place.program("postgres"), "-D", str(place.data), "-p", str(config.ports.postgres), *options)
    return Part(
        name="postgres",
        title="Cơ sở dữ liệu (PostgreSQL)",
        ports=("postgres",),
        order=Order(
            program,
            cwd=Path("/"),
            identity=place.identity,
            stop_signal=signal.SIGINT,
            death_signal=signal.SIGQUIT,
            stop_within_s=20,
        ),
        prepare=partial(_prepare, config, keys, place),
        is_ready=partial(_is_ready, config, keys),
    )


async def connect(config: StackConfig, keys: Keys, user: str = OPS, database: str = "postgres") -> asyncpg.Connection:
    return await asyncpg.connect(
        host=config.hosts.postgres,
        port=config.ports.postgres,
        user=user,
        password=keys.postgres[user],
        database=database,
        timeout=5,
        ssl=False,
    )


async def _is_ready(config: StackConfig, keys: Keys) -> bool:
    try:
        await (await connect(config, keys)).close()
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False
    return True


async def _prepare(config: StackConfig, keys: Keys, place: Place) -> None:
    """A cluster appears whole or not at all: `initdb` works beside it, then it is renamed."""
    if (place.data / "PG_VERSION").exists():
        await end_stale(place.data)
        return
    if place.data.exists() and any(place.data.iterdir()):
        raise StackProblem(
            f"Thư mục {place.data} bị hỏng (thiếu PG_VERSION): "
            "hãy phục hồi từ bản sao lưu (make restore FILE=…) hoặc chọn thư mục dữ liệu khác (DATA=…)."
        )
    await _make_cluster(config, keys, place)


async def _make_cluster(config: StackConfig, keys: Keys, place: Place) -> None:
    draft, secret = place.data.with_name("postgres.draft"), place.data.with_name("postgres.password")
    log = config.logs / "postgres.log"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    write_private(secret, keys.postgres[OPS])
    give(draft, place)
    give(secret, place)
    code = await finished(Order(_initdb(place, draft, secret), cwd=Path("/"), identity=place.identity), log)
    secret.unlink()
    if code:
        raise StackProblem(f"Không tạo được cơ sở dữ liệu trong {place.data}: xem lý do trong {log}.")
    draft.rename(place.data)


def _initdb(place: Place, draft: Path, secret: Path) -> tuple[str, ...]:
    return (
        place.program("initdb"),
        *("-D", str(draft), "-U", OPS, f"--pwfile={secret}", "--auth=scram-sha-256"),
        *("--encoding=UTF8", "--no-locale", "--data-checksums"),
    )
