"""What stops the start is told in one sentence, with what to do, and code 2."""

import json
import os
import socket
import subprocess
from pathlib import Path

from tests.deploy.house import house


def refused(result: subprocess.CompletedProcess[str], *words: str) -> None:
    lines = (result.stdout + result.stderr).strip().splitlines()
    assert (result.returncode, len(lines)) == (2, 1), lines
    assert lines[0].endswith(".")
    for word in (*words, "hãy"):
        assert word in lines[0]


def test_an_occupied_port(tmp_path: Path):
    with house(tmp_path / "data") as home, listener(int(home.env["HTTP_PORT"])):
        refused(home.run(), "Cổng " + home.env["HTTP_PORT"], "HTTP_PORT=")


def test_an_occupied_inner_port(tmp_path: Path):
    with house(tmp_path / "data") as home, listener(int(home.env["PORT_BASE"]) + 2):
        refused(home.run(), "PORT_BASE=")


def test_a_port_that_is_no_number(tmp_path: Path):
    with house(tmp_path / "data", HTTP_PORT="tám nghìn") as home:
        refused(home.run(), "HTTP_PORT=tám nghìn")


def test_a_data_folder_that_is_a_file(tmp_path: Path):
    (tmp_path / "data").write_text("")
    with house(tmp_path / "data") as home:
        refused(home.run(), str(tmp_path / "data"), "DATA=")


def test_a_folder_of_something_else(tmp_path: Path):
    (tmp_path / "photo.jpg").write_text("")
    with house(tmp_path) as home:
        refused(home.run(), "không phải dữ liệu của Đối Thoại")
        assert sorted(path.name for path in tmp_path.iterdir() if path.name != "lock") == ["photo.jpg"]


def test_a_second_start_on_the_same_folder(tmp_path: Path):
    with house(tmp_path / "data") as first, house(tmp_path / "data") as second:
        first.start()
        refused(second.run(), "đang chạy")
        assert first.process.poll() is None


def test_data_of_a_newer_version(tmp_path: Path):
    _folder(tmp_path / "data", json.dumps({"layout": 99}))
    with house(tmp_path / "data") as home:
        refused(home.run(), "phiên bản mới hơn")


def test_a_damaged_note_and_damaged_keys(tmp_path: Path):
    _folder(tmp_path / "one", "{")
    _folder(tmp_path / "two", json.dumps({"layout": 1}))
    (tmp_path / "two" / "secrets.json").write_text("{}")
    for name in ("one", "two"):
        with house(tmp_path / name) as home:
            refused(home.run(), "bị hỏng", "make restore")


def test_a_database_folder_without_its_heart(tmp_path: Path):
    _folder(tmp_path / "data", json.dumps({"layout": 1}))
    (tmp_path / "data" / "postgres").mkdir(mode=0o700)
    (tmp_path / "data" / "postgres" / "base").mkdir()
    with house(tmp_path / "data") as home:
        result = home.run()
        assert result.returncode == 2
        assert [line for line in result.stderr.splitlines() if "PG_VERSION" in line and "make restore" in line]
        assert len(result.stderr.splitlines()) == 1


def test_an_unfinished_restore(tmp_path: Path):
    _folder(tmp_path / "data", json.dumps({"layout": 1}))
    (tmp_path / "data" / "restore-unfinished").touch()
    with house(tmp_path / "data") as home:
        refused(home.run(), "phục hồi", "FORCE=1")


def test_a_folder_of_another_user(tmp_path: Path):
    _folder(tmp_path / "data", json.dumps({"layout": 1}))
    if os.geteuid():  # an ordinary user cannot give a folder away: the root folder belongs to another
        with house(Path("/")) as home:
            refused(home.run(), "/")
        return
    os.chown(tmp_path / "data", 65534, 65534)
    with house(tmp_path / "data") as home:
        refused(home.run(), "thuộc về người dùng")


def test_a_command_nobody_knows(tmp_path: Path):
    with house(tmp_path / "data") as home:
        result = home.run("dance")
        assert (result.returncode, result.stderr.count("\n")) == (2, 1)


def listener(port: int) -> socket.socket:
    return socket.create_server(("127.0.0.1", port))


def _folder(path: Path, note: str) -> None:
    path.mkdir()
    (path / "stack.json").write_text(note)
