"""Ports, logs, the mail sink, the launcher: each alone."""

import asyncio
import email
import os
import signal
import smtplib
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.demo.planning import GUESTS
from deploy.local.config import ROOMS, StackConfig
from deploy.local.keys import Keys, load_or_make
from deploy.local.ports import Ports
from deploy.local.problems import StackProblem
from deploy.local.process import LAUNCH
from deploy.local.room_env import room_env
from deploy.local.rotation import rotate
from deploy.local.testing import StackHandle, free_ports
from shared.profiles import load_profile
from shared.settings import Settings
from tests.deploy.house import gone_within


def test_all_ports_differ_and_stay_below_the_kernels_own():
    ports = Ports.laid_out(14200, 8080, 8443).all()
    assert len(set(ports)) == len(ports)
    assert max(ports) < 32768


def test_two_runs_beside_each_other_get_different_ports():
    with free_ports() as one, free_ports() as two:
        assert not set(one.all()) & set(two.all())


@pytest.mark.parametrize("base", ["9", "19999", "40000"])
def test_a_port_base_outside_its_range_is_refused(base: str):
    with pytest.raises(StackProblem, match="PORT_BASE"):
        StackConfig.from_env({"PORT_BASE": base})


def test_production_has_no_demonstration_unless_asked():
    assert StackConfig.from_env({}).demo
    assert not StackConfig.from_env({"PRODUCTION": "1"}).demo
    assert not StackConfig.from_env({"DEMO": "0"}).demo


def test_what_make_hands_on_empty_counts_as_not_given():
    names = "DATA ROOMS PORT_BASE HTTP_PORT HTTPS_PORT PUBLIC_URL DEMO PRODUCTION SMTP_PORT MAIL_FROM LOG_FORMAT"
    assert StackConfig.from_env(dict.fromkeys(names.split(), "")) == StackConfig.from_env({})


def test_a_room_is_told_its_own_secrets_only(tmp_path: Path):
    config, keys = StackConfig.from_env({"DATA": str(tmp_path)}), Keys.made()
    for room in ROOMS:
        told = room_env(config, keys, room)
        text = " ".join(told.values())
        for other in (*ROOMS, "ops"):
            secrets = {keys.nats[other], keys.postgres[other], keys.s3_secret[other]}
            assert all((secret in text) == (other == room) for secret in secrets)
        assert ("DT_TOKEN_PRIVATE_KEY" in told) == (room == "routing")


def test_the_rooms_settings_understand_what_they_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name, value in room_env(StackConfig.from_env({"DATA": str(tmp_path)}), Keys.made(), "routing", "abc").items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert (settings.room, settings.release, settings.demo) == ("routing", "abc", True)
    assert set(room_env(StackConfig.from_env({}), Keys.made(), "routing")) <= {
        f"DT_{name.upper()}" for name in Settings.model_fields
    }


def test_keys_are_made_once(tmp_path: Path):
    first = load_or_make(tmp_path / "secrets.json")
    assert load_or_make(tmp_path / "secrets.json") == first
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_a_log_over_the_limit_makes_room_while_its_writer_goes_on(tmp_path: Path):
    log = tmp_path / "part.log"
    with log.open("a") as writer:
        for number in range(6):
            writer.write(f"{number}" * 100)
            writer.flush()
            rotate(log, limit_bytes=50)
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == ["part.log", "part.log.1", "part.log.2", "part.log.3"]
    assert (tmp_path / "part.log.1").read_text() == "5" * 100


async def test_a_letter_is_on_disk_when_its_sender_hears_yes(stack: StackHandle):
    before = set(stack.outgoing_mail.glob("*.eml"))
    await asyncio.to_thread(_send, stack.config.ports.smtp)
    (new,) = set(stack.outgoing_mail.glob("*.eml")) - before
    message = email.message_from_bytes(new.read_bytes())
    assert (message["Subject"], message["X-Envelope-To"]) == ("Xin", "dao@example.org")


def _send(port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port) as post:
        post.sendmail("a@example.org", ["dao@example.org"], b"Subject: Xin\r\n\r\nch\xc3\xa0o")


@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGTERM])
def test_a_launched_child_dies_with_its_parent(death: int):
    wrapper, rest = [sys.executable, "-I", "-S", str(LAUNCH)], [str(int(death)), "plain", "/bin/sleep", "60"]
    program = f"[*{wrapper}, str(os.getpid()), *{rest}]"
    code = f"import os, subprocess, time; print(subprocess.Popen({program}).pid, flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        while Path(f"/proc/{child}/comm").read_text().strip() != "sleep":
            pass
        os.kill(parent.pid, signal.SIGKILL)
    assert gone_within([child], 5)


def test_a_child_whose_parent_is_gone_never_starts(tmp_path: Path):
    witness = tmp_path / "witness"
    program = [sys.executable, "-I", "-S", str(LAUNCH), "1", "9", "plain", "/usr/bin/touch", str(witness)]
    assert subprocess.run(program, check=False).returncode == 1
    assert not witness.exists()


def test_the_demos_guests_belong_to_groups_of_the_plan():
    for unit, guests in GUESTS.items():
        assert set(guests) <= {group.key for group in load_profile(unit).plan.invitees}
