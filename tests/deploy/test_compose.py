"""The first cut for production: structure of the files, and their programs against real servers (no Docker here)."""

import asyncio
import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import nats
import pytest
import yaml

from deploy.compose.caddyfile import caddyfile
from deploy.compose.media import GATEWAY
from deploy.compose.place import KEYS, TAP_PORT, compose_config
from deploy.compose.prepare import files, prepare
from deploy.compose.room import program
from deploy.compose.store_users import policy
from deploy.local.binaries import server
from deploy.local.buckets import client
from deploy.local.config import REPOSITORY, ROOMS
from deploy.local.keys import Keys
from deploy.local.ports import is_free
from deploy.local.probe import accepts
from deploy.local.process import python_path
from deploy.local.testing import StackHandle, bare_servers
from services.meeting.media.settings import MediaSettings
from services.meeting.recorder.settings import RecorderSettings
from shared.messaging.topology import stream_of
from shared.settings import Settings

HERE = REPOSITORY / "deploy/compose"
ENV = {"DOMAIN": "doithoai.example.gov.vn", "ACME_EMAIL": "a@example.gov.vn", "SMTP_HOST": "smtp.example.gov.vn"}
ONE_SHOT = {"prepare", "provision", "store-users"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((HERE / "compose.yaml").read_text("utf-8"))
    return loaded


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    prepare(tmp_path / "secrets", ENV)
    return tmp_path / "secrets"


def test_every_part_of_the_house_is_there(compose):
    assert set(compose["services"]) == {"nats", "postgres", "minio", "caddy", "media", "recorder", *ROOMS, *ONE_SHOT}


def test_what_lives_on_is_restarted_and_asked_after_its_health(compose):
    for name, service in compose["services"].items():
        if name in ONE_SHOT:
            assert "restart" not in service
        else:
            assert service["restart"] == "unless-stopped"
            assert name == "caddy" or service["healthcheck"]["test"]


def test_only_the_front_door_has_ports_and_only_volumes_keep_data(compose):
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["caddy"]
    assert compose["networks"]["inside"] == {"internal": True}
    for name in ("nats", "postgres", "minio", "recorder", "caddy"):
        assert [volume.partition(":")[0] for volume in compose["services"][name]["volumes"]] == [name]
    assert set(compose["volumes"]) == {"nats", "postgres", "minio", "recorder", "caddy"}


def test_rooms_run_without_rights_and_wait_for_the_deploy_step(compose):
    for room in (*ROOMS, "recorder"):
        service = compose["services"][room]
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert service["command"] == ["python", "-m", "deploy.compose.room", room]
        assert service["secrets"] == [f"{room}.json"]
        assert service["depends_on"]["provision"] == {"condition": "service_completed_successfully"}
    dockerfile = (HERE / "Dockerfile").read_text("utf-8")
    assert "--require-hashes -r requirements.lock" in dockerfile
    assert "\nUSER 10001\n" in dockerfile


def test_picture_and_sound_use_the_machines_network_without_rights_and_without_other_secrets(compose, prepared: Path):
    media = compose["services"]["media"]
    assert (media["network_mode"], media["read_only"], media["cap_drop"]) == ("host", True, ["ALL"])
    assert media["secrets"] == ["media.json"] and "networks" not in media
    for who in ("caddy", "meeting", "recorder"):
        assert compose["services"][who]["extra_hosts"] == ["media:host-gateway"]
    told = json.loads((prepared / "media.json").read_text())
    values: dict[str, Any] = {name.removeprefix("DT_").lower(): value for name, value in told.items()}
    assert set(values) <= set(MediaSettings.model_fields)
    assert MediaSettings(**values).media_tap_port == TAP_PORT
    keys = json.loads((prepared / KEYS).read_text())
    secret = {
        *keys["nats"].values(),
        *keys["postgres"].values(),
        *keys["s3_secret"].values(),
        keys["token_private_key"],
    }
    assert not secret & set(told.values())


def test_the_recorder_is_told_the_meeting_rooms_place_its_disk_and_the_tap_and_nothing_of_the_bus(prepared: Path):
    told = json.loads((prepared / "recorder.json").read_text())
    values: dict[str, Any] = {name.removeprefix("DT_").lower(): value for name, value in told.items()}
    settings = RecorderSettings(**values)
    assert settings.media_tap == f"media:{TAP_PORT}" and settings.recorder_spool == Path("/data/recordings")
    assert json.loads((prepared / "media.json").read_text())["DT_MEDIA_TAP_HOST"] == GATEWAY
    keys = json.loads((prepared / KEYS).read_text())
    assert not {*keys["nats"].values(), keys["token_private_key"]} & set(told.values())
    assert program("recorder")[3] == "services.meeting.recorder.app:create_app"


def test_every_name_used_is_declared(compose):
    for service in compose["services"].values():
        assert set(service.get("depends_on", {})) <= set(compose["services"])
        assert set(service.get("secrets", [])) <= set(compose["secrets"])
        assert set(service.get("networks", [])) <= set(compose["networks"])


def test_every_secret_is_made_by_prepare_and_none_is_written_down(compose):
    made = files(compose_config(ENV), Keys.made(), ENV)
    assert {name: f"./secrets/{name}" for name in (*made, KEYS)} == {
        name: secret["file"] for name, secret in compose["secrets"].items()
    }
    assert "secrets/" in (HERE / ".gitignore").read_text() and ".env" in (HERE / ".gitignore").read_text()


def test_the_example_names_exactly_what_is_asked():
    class Asked(Mapping[str, str]):
        def __init__(self) -> None:
            self.names = set[str]()

        def __getitem__(self, name: str) -> str:
            self.names.add(name)
            raise KeyError(name)

        def __iter__(self) -> Iterator[str]:
            return iter(())

        def __len__(self) -> int:
            return 0

    asked = Asked()
    files(compose_config(asked), Keys.made(), asked)
    lines = (line for line in (HERE / ".env.example").read_text("utf-8").splitlines() if line and line[0] != "#")
    assert {line.partition("=")[0] for line in lines} == asked.names


def test_preparing_again_keeps_the_keys_and_takes_new_choices(prepared: Path):
    before = (prepared / KEYS).read_text()
    prepare(prepared, ENV | {"DOMAIN": "moi.example.gov.vn"})
    assert (prepared / KEYS).read_text() == before
    assert "moi.example.gov.vn {" in (prepared / "Caddyfile").read_text("utf-8")
    assert stat.S_IMODE(prepared.stat().st_mode) == 0o700


def test_rooms_get_production_settings_and_only_their_own_keys(prepared: Path):
    keys = json.loads((prepared / KEYS).read_text())
    for room in ROOMS:
        text = (prepared / f"{room}.json").read_text()
        values: dict[str, Any] = {key.removeprefix("DT_").lower(): value for key, value in json.loads(text).items()}
        settings = Settings(**values)
        assert settings.production and not settings.demo
        assert settings.public_url == "https://doithoai.example.gov.vn"
        assert settings.media_url == ("http://media:8010" if room == "meeting" else "")
        assert settings.recorder_url == ("http://recorder:8000" if room == "meeting" else "")
        assert settings.s3_endpoint == "http://minio:9000" and settings.nats_url == "nats://nats:4222"
        assert bool(settings.token_private_key.get_secret_value()) == (room == "routing")
        others = {
            keys[kind][other] for kind in ("nats", "postgres", "s3_secret") for other in keys[kind] if other != room
        }
        assert not [secret for secret in others if secret in text]


def test_the_bus_takes_its_file(prepared: Path):
    done = subprocess.run([server("nats-server"), "-t", "-c", str(prepared / "nats.conf")], capture_output=True)
    assert done.returncode == 0, done.stderr


def test_the_front_door_takes_its_file(prepared: Path):
    command = [server("caddy"), "adapt", "--adapter", "caddyfile", "--config", str(prepared / "Caddyfile")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert all(f'"{room}:8000"' in done.stdout for room in ROOMS)
    assert '"media:8010"' in done.stdout and '"recorder:8000"' in done.stdout


async def test_what_operators_read_stays_inside(tmp_path: Path):
    port = next(port for port in range(19100, 19200) if is_free(port))
    (tmp_path / "Caddyfile").write_text(caddyfile(f"http://127.0.0.1:{port}", ""), "utf-8")
    program = (server("caddy"), "run", "--adapter", "caddyfile", "--config", str(tmp_path / "Caddyfile"))
    env = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    door = await asyncio.create_subprocess_exec(*program, env=env, stderr=asyncio.subprocess.DEVNULL)
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as browser, asyncio.timeout(20):
            while not await accepts(port):
                await asyncio.sleep(0.05)
            answers = [
                (await browser.get(path)).status_code
                for path in ("/metrics", "/healthz", "/notify/healthz", "/media/healthz")
            ]
    finally:
        door.terminate()
        await door.wait()
    assert answers == [404, 404, 404, 404]


def test_a_stores_key_opens_its_own_bucket_only(prepared: Path):
    script = prepared / "store_users.sh"
    assert subprocess.run(["sh", "-n", str(script)]).returncode == 0
    for room in ROOMS:
        assert json.dumps(policy(room)) in script.read_text()
        assert policy(room)["Statement"][0]["Resource"] == [f"arn:aws:s3:::{room}", f"arn:aws:s3:::{room}/*"]  # type: ignore[index]


@pytest.fixture(scope="module")
async def servers():
    async with bare_servers(provisioned=False) as handle:
        yield handle


def compose_env(servers: StackHandle, folder: Path) -> dict[str, str]:
    """As `.env` would name servers of one's own."""
    ports = servers.config.ports
    return {
        "SECRETS": str(folder),
        **dict.fromkeys(("NATS_HOST", "POSTGRES_HOST", "S3_HOST"), "127.0.0.1"),
        "NATS_PORT": str(ports.nats),
        "POSTGRES_PORT": str(ports.postgres),
        "S3_PORT": str(ports.s3),
        "PATH": os.environ["PATH"],
    } | python_path(REPOSITORY)


async def test_the_deploy_step_furnishes_real_servers_and_a_room_moves_in(servers: StackHandle, tmp_path: Path):
    (tmp_path / KEYS).write_text((servers.config.data / "secrets.json").read_text())
    env = compose_env(servers, tmp_path)
    for _ in range(2):  # safe to run again
        program = (sys.executable, "-m", "deploy.compose.provision")
        step = await asyncio.create_subprocess_exec(*program, env=env, stdout=asyncio.subprocess.DEVNULL)
        assert await step.wait() == 0
    prepare(tmp_path, env)
    connection = await nats.connect(**servers.nats_login())
    for room in ROOMS:
        assert await connection.jetstream().stream_info(stream_of(room))
        assert await _can_work(servers, room)
    await connection.close()
    await _room_answers(env)


async def _can_work(servers: StackHandle, room: str) -> bool:
    database = await asyncpg.connect(servers.database_url(room).replace("+asyncpg", ""))
    migrated = await database.fetchval("select count(*) from alembic_version")
    await database.close()
    return migrated == 1 and client(servers.config, servers.keys, room).bucket_exists(bucket_name=room)


async def _room_answers(env: dict[str, str]) -> None:
    port = next(port for port in range(19000, 19100) if is_free(port))
    program = (sys.executable, "-m", "deploy.compose.room", "notify")
    room = await asyncio.create_subprocess_exec(
        *program, env=env | {"PORT": str(port)}, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as browser, asyncio.timeout(60):
            while True:
                try:
                    health = (await browser.get("/healthz")).json()
                except httpx.TransportError:
                    health = {}
                if health.get("bus"):
                    break
                await asyncio.sleep(0.2)
    finally:
        room.terminate()
        await room.wait()
    assert (health["room"], health["database"]) == ("notify", True)
