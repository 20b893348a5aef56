"""Cutting a mixed text into parts without losing or inventing a word."""

import re
from typing import ClassVar

from shared.refusals import Refusal

MARK = "---"
MOST_PARTS = 5
_CUT = re.compile(r"^[ \t]*-{3,}[ \t]*$", re.MULTILINE)


class PartsDiffer(Refusal):
    """The parts together are not the sender's text: a word was changed, lost or added."""

    code: ClassVar[str] = "parts_differ"
    status: ClassVar[int] = 422


class NothingToSplit(Refusal):
    """There is no cut, an empty part, or more parts than anybody means."""

    code: ClassVar[str] = "nothing_to_split"
    status: ClassVar[int] = 422


def split(text: str, marked: str) -> tuple[str, ...]:
    """The parts of `text` at the lines `---` a person put into `marked`; spaces and line ends do not count.

    Refuses parts that differ from the text, and fewer than 2 or more than 5 parts. Rule: R-016, C-10
    """
    parts = tuple(part.strip() for part in _CUT.split(marked))
    if not 2 <= len(parts) <= MOST_PARTS or not all(parts):
        raise NothingToSplit(most=MOST_PARTS)
    if _letters("".join(parts)) != _letters(_CUT.sub("", text)):
        raise PartsDiffer()
    return parts


def _letters(text: str) -> str:
    return "".join(text.split())
