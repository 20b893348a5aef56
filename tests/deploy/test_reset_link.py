"""`make reset-link` at the server: a way back in for the only administrator."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import httpx

from deploy.compose.place import KEYS
from deploy.local.config import REPOSITORY
from deploy.local.keys import load_or_make
from shared.identity.links import sign_unit_link
from tests.deploy.house import House, house

PASSWORD = "một câu dễ nhớ"


def hidden(page: httpx.Response) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))


def open_unit(home: House, browser: httpx.Client) -> None:
    """The unit and its one administrator, as the set-up page makes them."""
    from shared.clock import real_now

    secret = load_or_make(home.data / "secrets.json").link_secret
    expiry = real_now().replace(year=real_now().year + 1)
    page = browser.get(f"/bat-dau?token={sign_unit_link(0, secret, expiry)}")
    typed = {"profile": "phu-xuyen", "full_name": "Nguyễn Văn Quang", "username": "quantri", "password": "quên mất rồi"}
    assert browser.post("/bat-dau", data=hidden(page) | typed).status_code == 303


def asked_as_in_production(home: House, folder: Path) -> subprocess.CompletedProcess[str]:
    """As `docker compose run` does: servers by name, keys from the secrets folder."""
    shutil.copy(home.data / "secrets.json", folder / KEYS)
    ports = json.loads((home.data / "run/ports.json").read_text())
    env = home.env | {"SECRETS": str(folder), "NATS_HOST": "127.0.0.1", "NATS_PORT": str(ports["nats"])}
    program = (sys.executable, "-m", "deploy.compose.reset_link")
    return subprocess.run(program, env=env, cwd=REPOSITORY, text=True, capture_output=True, check=False)


def test_it_refuses_a_stopped_house_and_one_without_a_unit_then_lets_the_administrator_in(tmp_path: Path):
    with house(tmp_path / "data", ROOMS="routing", DEMO="0") as home:
        down = home.run("reset-link")
        assert down.returncode == 2 and down.stderr.count("\n") == 1 and "hãy chạy make run trước" in down.stderr
        home.start()
        empty = home.run("reset-link")
        assert empty.returncode == 2 and empty.stderr.startswith("Chưa lập đơn vị nào")
        with httpx.Client(base_url=home.url) as browser:
            open_unit(home, browser)
            said = home.run("reset-link")
            assert said.returncode == 0 and "quantri" in said.stdout and "30 phút" in said.stdout
            page = browser.get(re.findall(r"http\S+", said.stdout)[0])
            new = {"password": PASSWORD, "repeat": PASSWORD}
            assert browser.post("/dang-nhap/dat-lai", data=hidden(page) | new).status_code == 303
            assert "Nguyễn Văn Quang" in browser.get("/routing/").text
        production = asked_as_in_production(home, tmp_path)
        assert production.returncode == 0 and "(tên đăng nhập quantri)" in production.stdout
        home.env["WHO"] = "vanthu"
        assert "Quản trị hiện có: quantri" in home.run("reset-link").stderr
