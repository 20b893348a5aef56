"""PostgreSQL refuses to run as root: whoever starts the house, it runs as somebody else, and the data stay closed."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from deploy.local.binaries import postgres_home
from deploy.local.clean import clean
from deploy.local.config import StackConfig
from deploy.local.keys import OPS, load_or_make
from deploy.local.parts import postgres_place
from deploy.local.parts.postgres import connect
from deploy.local.parts.postgres_place import choose, outside_of
from deploy.local.process import run_now
from deploy.local.testing import bare_servers, free_ports, quick_config
from tests.deploy.house import house
from tests.deploy.ordinary import become_nobody, nobody

IS_ROOT = os.geteuid() == 0
ROOTS_WAYS = ["map", "drop"] if IS_ROOT else [""]


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A folder that only its owner can enter."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o700)
    yield folder
    with free_ports() as ports:
        shutil.rmtree(outside_of(quick_config(folder / "data", ports)), ignore_errors=True)


@pytest.mark.parametrize("way", ROOTS_WAYS)
async def test_tables_survive_a_restart_in_a_closed_folder(closed: Path, monkeypatch: pytest.MonkeyPatch, way: str):
    monkeypatch.setenv("POSTGRES_AS", way)
    for expected in (1, 2):
        async with bare_servers(closed, provisioned=False) as servers:
            owner = Path(f"/proc/{servers.pid('postgres')}").stat().st_uid
            assert owner == (nobody().pw_uid if way == "drop" else os.geteuid())
            assert await _rows(servers.config) == expected


@pytest.mark.parametrize("way", ROOTS_WAYS)
async def test_a_folder_deleted_by_hand_starts_afresh(closed: Path, monkeypatch: pytest.MonkeyPatch, way: str):
    monkeypatch.setenv("POSTGRES_AS", way)
    for _ in range(2):
        async with bare_servers(closed, provisioned=False) as servers:
            assert await _rows(servers.config) == 1
        shutil.rmtree(closed / "data")


@pytest.mark.parametrize("way", ROOTS_WAYS)
async def test_nobody_else_reads_the_tables(closed: Path, monkeypatch: pytest.MonkeyPatch, way: str):
    monkeypatch.setenv("POSTGRES_AS", way)
    async with bare_servers(closed, provisioned=False) as servers:
        tables = (servers.config.data / "postgres").resolve()
        assert tables.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("way", ROOTS_WAYS)
async def test_clean_leaves_nothing_inside_or_outside(closed: Path, monkeypatch: pytest.MonkeyPatch, way: str):
    monkeypatch.setenv("POSTGRES_AS", way)
    async with bare_servers(closed, provisioned=False) as servers:
        config = servers.config
    clean(config)
    assert not config.data.exists()
    assert not outside_of(config).exists()


async def test_an_open_folder_needs_nothing_outside(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("POSTGRES_AS", ROOTS_WAYS[-1])
    folder = Path("/var/tmp") / f"doi-thoai-test-{os.getpid()}"
    folder.mkdir(mode=0o755)
    try:
        async with bare_servers(folder, provisioned=False) as servers:
            assert not (servers.config.data / "postgres").is_symlink()
            assert not outside_of(servers.config).exists()
    finally:
        shutil.rmtree(folder)


def test_programs_out_of_reach_are_copied_where_the_other_user_runs_them(closed: Path, monkeypatch: pytest.MonkeyPatch):
    """The wheels stand in a home of root's: the first question to `nobody` is answered no."""
    if not IS_ROOT:
        assert run_now([str(postgres_home() / "bin/postgres"), "-V"]) == 0
        return
    answers = iter([126])
    monkeypatch.setattr(postgres_place, "run_now", lambda *asked: next(answers))
    with free_ports() as ports:
        config = replace(quick_config(closed / "data", ports), postgres_as="drop")
        config.data.mkdir()
        place = choose(config)
        assert place.home.is_relative_to(outside_of(config))
        for program in ("postgres", "initdb"):
            assert run_now([place.program(program), "-V"], place.identity) == 0


def test_an_ordinary_user_runs_the_house(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("ordinary")
    if IS_ROOT:
        os.chown(folder, nobody().pw_uid, nobody().pw_gid)
    with house(folder / "data", HOME=str(folder)) as home:
        home.start(become_nobody if IS_ROOT else None)
        owners = {Path(f"/proc/{pid}").stat().st_uid for pid in home.children()}
        assert owners == {nobody().pw_uid if IS_ROOT else os.geteuid()}
        assert home.end() == 0


async def _rows(config: StackConfig) -> int:
    """Adds a row and counts."""
    keys = await asyncio.to_thread(load_or_make, config.data / "secrets.json")
    connection = await connect(config, keys, OPS)
    try:
        await connection.execute("create table if not exists kept (at int)")
        await connection.execute("insert into kept values (1)")
        return int(await connection.fetchval("select count(*) from kept"))
    finally:
        await connection.close()
