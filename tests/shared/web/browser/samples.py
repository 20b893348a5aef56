"""The context of each sample page, as the product's own pages get it."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

PAGES = Path(__file__).parent / "pages"
TEMPLATES = {"404": "error.html", "503-staff": "error.html"}
CITIZEN = {"citizen-form", "check", "receipt", "404"}


@dataclass(frozen=True)
class Officer:
    id: str
    name: str = "Phạm Thu Hà"
    role_words: str = "Tiếp nhận · Điều hành"


def moments() -> dict[str, str]:
    """A turn with two minutes and five seconds left."""
    now = datetime.now(UTC)
    return {"server_now": now.isoformat(), "ends_at": (now + timedelta(seconds=125)).isoformat()}


def context(name: str, account: str) -> dict[str, Any]:
    day = tomllib.loads((PAGES / "samples.toml").read_text())
    return day | moments() | {
        "template": TEMPLATES.get(name, f"{name.replace('-', '_')}.html"),
        "flash": None,
        "officer": None if name in CITIZEN else Officer(account),
        "errors": day["citizen_errors" if name == "citizen-form" else "desk_errors"],
        "error_status": 404 if name == "404" else 503,
        "rows": day["rows"] * 3,
    }  # fmt: skip
