"""The vendored fonts: where they are, and the proof that they are the ones the lock names."""

import hashlib
import tomllib
from functools import cache
from pathlib import Path

import typst

FONT_DIR = Path(__file__).parent / "fonts"


def font_faults() -> list[str]:
    """File names that are missing from `fonts.toml`, absent on disk, or differ from the recorded SHA-256."""
    lock = tomllib.loads((FONT_DIR / "fonts.toml").read_text(encoding="utf-8"))
    wanted = {entry["name"]: entry["sha256"] for entry in lock["file"]}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONT_DIR.glob("*.ttf")}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


@cache
def typst_fonts() -> typst.Fonts:
    """The vendored fonts and no others (no system fonts, none of the compiler's), so every machine prints alike."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONT_DIR])
