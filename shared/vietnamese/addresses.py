"""Postal addresses before and after the districts went (01/7/2025); what was typed is always kept."""

import re
from dataclasses import dataclass

from shared.vietnamese.text import clean

# Whole words, then abbreviations that may touch the name (P.Láng, Q1).
_KINDS = {
    "hamlet": (r"thôn|xóm|ấp|bản|buôn|khóm|tổ dân phố|tdp|tổ|khu phố|khu dân cư|cụm dân cư", r"kp\."),
    "commune": (r"xã|phường|đặc khu|thị trấn", r"p\.|p ?\d|x\.|tt\."),
    "district": (r"quận|huyện|thị xã", r"q\.|q ?\d|h\.|tx\."),
    "province": (r"tỉnh|thành phố|tp", r"t\."),
}
_PATTERNS = {
    kind: re.compile(rf"(?:{words})(?![^\W\d_])|{short}", re.IGNORECASE) for kind, (words, short) in _KINDS.items()
}


@dataclass(frozen=True, slots=True)
class Address:
    """`raw` is what the person wrote; the parts are our reading of it and may all be empty.

    `hamlet` is the thôn or tổ dân phố; `district` stays for addresses of before 01/7/2025.
    """

    raw: str
    house: str = ""
    hamlet: str = ""
    commune: str = ""
    province: str = ""
    district: str = ""

    def one_line(self) -> str:
        """The address on one line, as written when it was not read into parts."""
        parts = (self.house, self.hamlet, self.commune, self.district, self.province)
        return ", ".join(part for part in parts if part) or ", ".join(self.raw.split("\n"))

    def letter_lines(self) -> tuple[str, ...]:
        """Lines for an envelope: house and thôn, xã, tỉnh; as written when it was not read into parts."""
        near = ", ".join(part for part in (self.house, self.hamlet) if part)
        area = ", ".join(part for part in (self.commune, self.district) if part)
        read = tuple(line for line in (near, area, self.province) if line)
        return read or tuple(line for line in self.raw.split("\n") if line)


def read_address(raw: str) -> Address:
    """Read one typed line into parts by their kind words; never refuses, what is not understood goes to the house."""
    raw = clean(raw)
    parts = [" ".join(part.split()) for part in re.split(r"[,;\n]|\s[-–]\s", raw)]
    parts = [part for part in parts if part]
    found: dict[str, str] = {}
    house: list[str] = []
    for place, part in reversed(list(enumerate(parts))):
        kind = _kind_of(part, ends=place == len(parts) - 1 > 0, found=found)
        if kind and kind not in found:
            found[kind] = part
        else:
            house.append(part)
    return Address(raw, house=", ".join(reversed(house)), **found)


def _kind_of(part: str, *, ends: bool, found: dict[str, str]) -> str:
    kind = next((kind for kind, pattern in _PATTERNS.items() if pattern.match(part)), "")
    if kind == "province" and "province" in found:
        return "district"  # thành phố Thủ Đức, Thành phố Hồ Chí Minh
    if not kind and ends and not any(char.isdigit() for char in part):
        return "province"  # '…, Hà Nội' stands without its kind
    return kind
