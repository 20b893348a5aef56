"""People's names: họ – đệm – tên, called by the last."""

import unicodedata

from shared.vietnamese.text import clean

_TONES = frozenset("\u0300\u0309\u0303\u0301\u0323")
NAMELESS = "một công dân"
_AREA_KINDS = ("Thôn", "Xóm", "Tổ", "Khu", "Cụm", "Ấp", "Bản", "Làng", "Buôn", "Khóm", "Xã", "Phường", "Đặc khu")


def given_name(full_name: str) -> str:
    """The tên, by which a person is called and sorted: 'Cường' of 'Nguyễn Văn Cường'; '' of no name."""
    parts = clean(full_name).split()
    return parts[-1] if parts else ""


def public_name(full_name: str, area: str = "") -> str:
    """What the public may read of a person: 'ông/bà C., thôn Thao Chính'.

    The initial is the letter of the alphabet without its tone (Ánh: 'A.', Đức: 'Đ.'). Nothing else of the name.
    """
    initial = _initial(given_name(full_name))
    person = f"ông/bà {initial}." if initial else NAMELESS
    place = _inside_a_sentence(" ".join(clean(area).split()))
    return f"{person}, {place}" if place else person


def greeting(full_name: str) -> str:
    """'Kính chào ông/bà Cường', for messages; without a name 'Kính chào ông/bà'."""
    return f"Kính chào ông/bà {given_name(full_name)}".strip()


def letter_name(full_name: str) -> str:
    """'Ông/Bà Nguyễn Văn Cường', the addressee of a letter."""
    return f"Ông/Bà {' '.join(clean(full_name).split())}".strip()


def _initial(name: str) -> str:
    first = next((char for char in name if char.isalpha()), "")
    marks = unicodedata.normalize("NFD", first)
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES)).upper()


def _inside_a_sentence(area: str) -> str:
    return area[0].lower() + area[1:] if area.startswith(tuple(f"{kind} " for kind in _AREA_KINDS)) else area
