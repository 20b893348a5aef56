"""How a person is shown: to staff, and to the public."""

from functools import cache

from shared.profiles.unit import Area
from shared.vietnamese import fold
from shared.vietnamese import public_name as initial_only

_KINDS = ("thon", "xom", "to", "khu", "cum", "lang", "ap")


def display_name(full_name: str, org_name: str) -> str:
    """The full name, with the organisation where there is one. Rule: R-130"""
    return f"{full_name} ({org_name})" if org_name else full_name


def public_name(full_name: str, org_name: str, area: str, *, publish: bool) -> str:
    """ "ông/bà C., thôn Thao Chính", or the name in full where the person chose so. Rule: R-055"""
    if not publish and not org_name:
        return initial_only(full_name, area)
    who = (org_name or full_name) if publish else "một tổ chức, doanh nghiệp"
    return f"{who}, {area}" if area else who


def find_area(address: str, areas: tuple[Area, ...]) -> Area | None:
    """The area an address names, by whole words without tones; the longest name wins. Never refuses. Rule: C-20"""
    words = " ".join("".join(char if char.isalnum() else " " for char in fold(address)).split())
    found = [area for area in areas if any(f" {name} " in f" {words} " for name in _spellings(area))]
    return max(found, key=lambda area: len(area.name), default=None)


@cache
def _spellings(area: Area) -> tuple[str, ...]:
    """The full name, and the bare one where it has two words or more: "thôn Thao Chính", "Thao Chính"."""
    full = fold(area.name)
    kind, _, bare = full.partition(" ")
    return (full, bare) if kind in _KINDS and " " in bare else (full,)
