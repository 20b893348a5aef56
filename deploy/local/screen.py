"""What the person at the keyboard sees: one line a part while it starts, then where to go and who may sign in."""

import sys
import time
import unicodedata

from deploy.local.addresses import own_addresses
from deploy.local.config import StackConfig
from deploy.local.parts.ca_page import fingerprint
from deploy.local.stack import Change
from shared.profiles import load_profile
from shared.profiles.demo_accounts import DEMO_ACCOUNTS, PASSWORD

WIDTH = 32
STATES = {
    "ready": "sẵn sàng",
    "provisioned": "xong",
    "fallen": "đã dừng đột ngột, đang khởi động lại",
    "looping": "cứ khởi động lại là dừng",
}


def show_change(config: StackConfig, change: Change) -> None:
    """Name · state · time."""
    line = f"  {_padded(change.part.title)} {STATES[change.state]:<10}"
    if change.state in ("ready", "provisioned"):
        line += f" {change.after_ms:>6} ms"
    if change.state == "looping":
        line += f": xem lý do trong {config.logs / (change.part.name + '.log')}"
    say(line)


def show_start(config: StackConfig) -> float:
    say(f"Đối Thoại đang khởi động · dữ liệu trong {config.data}")
    return time.monotonic()


def show_step(title: str, begun: float) -> None:
    say(f"  {_padded(title)} {STATES['provisioned']:<10} {round((time.monotonic() - begun) * 1000):>6} ms")


def show_ready(config: StackConfig, begun: float, setup_link: str = "") -> None:
    """Where to go, and who may sign in; an empty house shows the one-time link that opens it."""
    say(f"Sẵn sàng sau {time.monotonic() - begun:.1f} giây.\n")
    _table("Địa chỉ", _addresses(config))
    if config.demo:
        say(f"\nTài khoản thử (mật khẩu chung: {PASSWORD})")
        width = max(_seen(account.title) for unit in DEMO_ACCOUNTS.values() for account in unit)
        for unit_id, accounts in DEMO_ACCOUNTS.items():
            say(load_profile(unit_id).unit.body)
            _rows([(account.title, account.username) for account in accounts], width)
    if setup_link:
        say(f"\nChưa có đơn vị nào. Mở đường dẫn một lần này để lập đơn vị và tài khoản quản trị:\n  {setup_link}")
    say("\nNhấn Ctrl-C để dừng.")


def _addresses(config: StackConfig) -> list[tuple[str, str]]:
    lan = own_addresses()[:1] or ["localhost"]
    rows = [
        ("Trên máy này", config.public_url),
        ("Trong mạng nội bộ", f"https://{lan[0]}:{config.ports.https}"),
        ("Chứng thư cho máy Windows", f"http://{lan[0]}:{config.ports.http}/ca"),
        ("Dấu vân tay chứng thư (SHA-1)", fingerprint(config, "sha1")),
    ]
    return [*rows, ("Thư điện tử gửi đi", str(config.outgoing_mail))] if config.sinks_mail else rows


def _table(head: str, rows: list[tuple[str, str]]) -> None:
    say(head)
    _rows(rows)


def _rows(rows: list[tuple[str, str]], least: int = WIDTH) -> None:
    """As wide as the longest on the left."""
    width = max(WIDTH, least, *(_seen(left) for left, _ in rows))
    for left, right in rows:
        say(f"  {_padded(left, width)} {right}")


def _padded(text: str, width: int = WIDTH) -> str:
    return text + " " * max(0, width - _seen(text))


def _seen(text: str) -> int:
    """Characters as they are seen, not code points."""
    return sum(1 for letter in unicodedata.normalize("NFC", text) if not unicodedata.combining(letter))


def say(line: str) -> None:
    """Survives a closed terminal and one that knows no Vietnamese."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        print(line.encode(encoding, "replace").decode(encoding), flush=True)
    except OSError:
        return
