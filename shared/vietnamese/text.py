"""Text as it enters, and as it is searched."""

import re
import unicodedata
from collections.abc import Callable

# Line ends of every system; tabs and the many Unicode spaces become one ordinary space.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_DROPPED = frozenset({"Cc", "Cf", "Cs"})
_STROKED = str.maketrans({"đ": "d", "ð": "d", "ı": "i", "ł": "l", "ø": "o"})
# A lone y after these consonants is spelled i as well: Mỹ/Mĩ, lý/lí, quý/quí.
_LONE_Y = re.compile(r"\b(h|k|l|m|s|t|v|qu)y\b")


def clean(text: str) -> str:
    """NFC without control, bidi and zero-width characters, lines ended by \\n, no space at either end of a line.

    Blank lines inside stay; it refuses nothing and changes nothing the second time.
    """
    text = _LINE_ENDS.sub("\n", text)
    kept = unicodedata.normalize("NFC", text.translate(_PLAIN))
    return "\n".join(line.strip(" ") for line in kept.split("\n")).strip(" \n")


def fold(text: str) -> str:
    """Lower case, tones and marks off, đ as d, single spaces: 'nguyen duc'. For stored search columns."""
    apart = unicodedata.normalize("NFKD", clean(text).casefold())
    bare = apart.translate(_BARE).casefold()
    return " ".join(unicodedata.normalize("NFC", bare.translate(_STROKED)).split())


def search_form(text: str) -> str:
    """`fold` with a lone y written i, so that Mỹ finds Mĩ and Quý finds Quí; fold both the column and the query."""
    return _LONE_Y.sub(r"\1i", fold(text))


def _plain(char: str) -> str:
    if char == "\n":
        return char
    category = unicodedata.category(char)
    if char == "\t" or category == "Zs":
        return " "
    return "" if category in _DROPPED else char


def _bare(char: str) -> str:
    return "" if unicodedata.combining(char) else char


class _ByCode(dict[int, str]):
    """A rule for characters by code point; what Vietnamese text consists of is remembered."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        self._rule = rule

    def __missing__(self, code: int) -> str:
        char = self._rule(chr(code))
        if code < _REMEMBERED:
            self[code] = char
        return char


_REMEMBERED = 0x2100  # Latin with every Vietnamese letter, combining tones, punctuation
_PLAIN, _BARE = _ByCode(_plain), _ByCode(_bare)
