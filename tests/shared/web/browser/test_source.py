"""What a browser never has to find out: contrast of the tokens, inline code, sizes, vendored hashes."""

import re
from pathlib import Path

from tools import vendor

WEB = Path(__file__).parents[4] / "shared/web"
PAIRS = {  # text: the grounds it stands on
    "ink": ("paper", "ground", "ground-warm", "teal-50", "amber-100"),
    "ink-soft": ("paper", "ground", "ground-warm", "teal-50"),
    "teal-700": ("paper", "ground", "ground-warm", "teal-50"),
    "teal-900": ("teal-100", "paper"), "teal-100": ("teal-900", "teal-950"), "teal-200": ("teal-900", "teal-950"),
    "paper": ("teal-700", "teal-800", "teal-900", "bad"), "teal-950": ("amber-300",),
    "good": ("good-ground", "paper"), "warn": ("warn-ground", "paper"), "bad": ("bad-ground", "paper", "ground-warm"),
    "info": ("info-ground",), "amber-600": ("paper", "ground"),
}  # fmt: skip
INLINE = re.compile(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=\"|javascript:")
LIMITS = {"static/*.css": 250, "static/js/*.js": 150, "templates/*.html": 120, "templates/macros/*.html": 120}


def luminance(colour: str) -> float:
    full = colour if len(colour) == 6 else "".join(c * 2 for c in colour)
    parts = [int(full[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_stands_out_from_every_ground_it_is_used_on() -> None:
    tokens: dict[str, str] = dict(re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", (WEB / "static/tokens.css").read_text()))
    pairs = [(text, ground) for text, grounds in PAIRS.items() for ground in grounds]
    assert [(t, g) for t, g in pairs if contrast(tokens[t], tokens[g]) < 4.5] == []


def test_hall_colours_read_from_the_last_row() -> None:
    css = (WEB / "static/tokens.css").read_text() + (WEB / "static/hall.css").read_text()
    tokens: dict[str, str] = dict(re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", css))
    for theme in ("dark", "light"):
        row = re.search(rf"\.hall-{theme} {{(.*)}}", css)
        assert row
        colours: dict[str, str] = dict(re.findall(r"--hall-(\w+): (?:var\(--)?#?([\w-]+)\)?;", row[1]))
        values = {name: tokens.get(value, value) for name, value in colours.items()}
        texts, grounds = ("text", "soft", "accent", "bad"), ("ground", "panel")
        assert [(t, g) for t in texts for g in grounds if contrast(values[t], values[g]) < 7] == []


def test_no_template_carries_style_or_script_of_its_own() -> None:
    assert [p.name for p in WEB.glob("templates/**/*.html") if INLINE.search(p.read_text())] == []


def test_files_stay_small() -> None:
    long = [
        (p.name, n) for glob, limit in LIMITS.items() for p in WEB.glob(glob)
        if p.name != "icons.html" and (n := len(p.read_text().splitlines())) > limit
    ]  # fmt: skip
    assert long == []


def test_vendored_files_are_the_locked_ones() -> None:
    assert vendor.main(["--check"]) == 0
