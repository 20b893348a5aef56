"""`make run` from start to end."""

import signal
import subprocess
import sys
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest

from deploy.local.config import StackConfig
from deploy.local.screen import show_ready
from shared.profiles.demo_accounts import DEMO_ACCOUNTS
from tests.deploy.house import alive, gone_within, house

PARTS = ("Bus tin nhắn", "Cơ sở dữ liệu", "Kho tệp", "Cổng vào", "Hộp thư đi")


def test_it_shows_one_line_a_part_then_the_addresses(tmp_path: Path):
    with house(tmp_path / "data") as home:
        home.start()
        for part in PARTS:
            assert [line for line in home.lines if part in line and "sẵn sàng" in line and line.endswith("ms")]
        assert urllib.request.urlopen(home.url + "/caddy-health").status == 200
        assert home.end(signal.SIGINT) == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_no_child(tmp_path: Path, number: int):
    with house(tmp_path / "data") as home:
        home.start()
        children = home.children()
        assert len(children) > len(PARTS)
        assert home.end(number) == 0
        assert alive(children) == []


def test_a_signal_during_the_start_leaves_no_child(tmp_path: Path):
    with house(tmp_path / "data") as home:
        home.process = subprocess.Popen(
            [sys.executable, "-m", "deploy.local", "run"],
            env=home.env, cwd=Path.cwd(), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        assert home.process.stdout is not None
        while "sẵn sàng" not in home.process.stdout.readline():
            pass
        children = home.children()
        assert home.end() == 0
        assert alive(children) == []


def test_no_child_outlives_a_killed_supervisor_and_the_next_run_recovers(tmp_path: Path):
    with house(tmp_path / "data") as home:
        for _ in range(3):
            home.start()
            children = home.children()
            home.end(signal.SIGKILL)
            assert gone_within(children, 10)
        home.start()
        assert home.end() == 0


def test_the_data_folder_keeps_its_secrets_from_others(tmp_path: Path):
    with house(tmp_path / "data") as home:
        home.start()
        home.end()
    holding = [path for path in (tmp_path / "data").rglob("*") if path.is_file() and _holds_password(path)]
    assert holding
    assert [path for path in holding if path.stat().st_mode & 0o077] == []


def _holds_password(path: Path) -> bool:
    return path.name in ("secrets.json", "nats.conf", "store-users.json")


def test_a_long_title_does_not_push_the_account_names_out_of_line(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    accounts = [account for unit in DEMO_ACCOUNTS.values() for account in unit]
    with house(tmp_path / "data") as home:
        home.start()
        config = replace(StackConfig.from_env(home.env), demo=True)
        show_ready(config, 0.0)
    lines = capsys.readouterr().out.splitlines()
    shown = [next(line for line in lines if line.endswith(f" {one.username}")) for one in accounts]
    assert len({len(line) - len(one.username) for line, one in zip(shown, accounts, strict=True)}) == 1
    assert any(line.startswith("  Dấu vân tay chứng thư") for line in lines)
