"""Make any text safe to print: one spelling of each letter, nothing invisible that could deceive or break a file."""

import re
import unicodedata

_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_DROPPED_CATEGORIES = frozenset({"Cc", "Cs", "Co", "Cn"})
_WORD = re.compile(r"\S+")
_ZERO_WIDTH_SPACE = "\u200b"
_MOST_MARKS = 3


def printable(text: str) -> str:
    """NFC, line ends as LF, tabs as spaces; control, unassigned, surrogate and direction-override characters out.

    More than three combining marks on one letter are cut: they would be drawn over the lines above.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    spaced = composed.replace("\t", " ").replace("\u2028", "\n").replace("\u2029", "\n")
    kept = "".join(filter(_is_kept, spaced))
    return kept if kept.isascii() else _without_towers(kept)


def breakable(text: str, longest: int) -> str:
    """The text with an invisible break point after every `longest` characters of a word: no line leaves the page."""
    return _WORD.sub(lambda word: _chunked(word[0], longest) if len(word[0]) > longest else word[0], text)


def _is_kept(character: str) -> bool:
    if character == "\n":
        return True
    if character in _BIDI_CONTROLS:
        return False
    return unicodedata.category(character) not in _DROPPED_CATEGORIES


def _without_towers(text: str) -> str:
    letters: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            letters.append(character)
    return "".join(letters)


def _chunked(word: str, size: int) -> str:
    parts: list[str] = []
    length = 0
    for character in word:
        if length >= size and not unicodedata.combining(character):
            parts.append(_ZERO_WIDTH_SPACE)
            length = 0
        parts.append(character)
        length += 1
    return "".join(parts)
