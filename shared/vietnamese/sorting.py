"""The order of Vietnamese names, as a plain string that sorts bytewise."""

import unicodedata

from shared.vietnamese.text import clean

# huyền, hỏi, ngã, sắc, nặng; no mark comes first. This is the order of Vietnamese dictionaries.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
# A letter with a mark sorts after the plain one and before the next letter: '{' and '|' come after 'z'.
_LETTERS = {"ă": "a{", "â": "a|", "đ": "d{", "ê": "e{", "ô": "o{", "ơ": "o|", "ư": "u{"}


def sort_key(full_name: str) -> str:
    """The key that orders people by tên, then họ, then đệm, in the Vietnamese alphabet and tone order.

    Compare keys bytewise (PostgreSQL: COLLATE "C"). Letters decide before tones within a syllable; upper and lower
    case, hoà and hòa, are equal. Digits come before letters, punctuation is ignored.
    """
    keys = [key for key in map(_syllable_key, _syllables(full_name)) if key]
    return " ".join(keys[-1:] + keys[:-1])


def _syllables(full_name: str) -> list[str]:
    text = unicodedata.normalize("NFC", clean(full_name).casefold())
    return "".join(char if char.isalnum() or unicodedata.combining(char) else " " for char in text).split()


def _syllable_key(syllable: str) -> str:
    letters, tone = "", "0"
    for char in syllable:
        base, found = _letter(char)
        letters += base
        tone = found or tone
    # '!' sorts before every letter, so a short syllable comes before its longer neighbours whatever its tone.
    return f"{letters}!{tone}" if letters else ""


def _letter(char: str) -> tuple[str, str]:
    base, *marks = list(unicodedata.normalize("NFD", char))
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), "")
    shaped = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark not in _TONES))
    return _LETTERS.get(shaped, base if base.isalnum() else ""), tone
