"""Read profiles from the files beside this one, or back from an event."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from shared.profiles.model import Profile

HERE = Path(__file__).parent
FILES = {"phu-xuyen": "phu_xuyen.yaml", "lang": "demo_lang.yaml", "pvhcc-ha-noi": "ha_noi_centre.yaml"}


@cache
def load_profile(unit_key: str) -> Profile:
    """The profile shipped for a unit. Raises `KeyError` for a unit without a file."""
    raw = yaml.safe_load((HERE / FILES[unit_key]).read_text(encoding="utf-8"))
    return Profile.model_validate_json(json.dumps(raw))


def read_profile(data: Mapping[str, Any]) -> Profile:
    """A profile as another room sent it, `profile.model_dump(mode="json")`. Keys of a newer release are ignored."""
    return Profile.model_validate_json(json.dumps(data), extra="ignore")
