"""The tracking codes the post gave, as pasted from its list."""

import re
from collections.abc import Sequence

from services.notify.domain.refusals import TrackingDiffers

CODE = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}|[A-Z0-9]{8,20}", re.IGNORECASE)
PAIR = re.compile(r"(?:số\s*)?0*(\d{1,6})(?:/\S+)?[\s;,:|]+(\S+)", re.IGNORECASE)


def read_tracking(pasted: str, numbers: Sequence[int]) -> dict[int, str]:
    """Number of the letter → its code.

    A line is "15 RR123456789VN" or the code alone; codes alone are taken in the order of the numbers and must be as
    many. Refuses strange numbers, the same code twice, and lines that are neither. Rule: R-023
    """
    lines = [line.strip() for line in pasted.splitlines() if line.strip()]
    if not lines:
        return {}
    pairs = [PAIR.fullmatch(line) for line in lines]
    if all(pairs):
        found = [(int(pair[1]), pair[2]) for pair in pairs if pair]
    elif not any(pairs) and len(lines) == len(numbers):
        found = list(zip(numbers, lines, strict=True))
    else:
        raise TrackingDiffers(lines=len(lines), letters=len(numbers))
    return _checked(found, numbers)


def _checked(found: list[tuple[int, str]], numbers: Sequence[int]) -> dict[int, str]:
    codes = {number: code.upper() for number, code in found}
    whole = len(codes) == len(found) == len(set(codes.values()))
    if not whole or not set(codes) <= set(numbers) or not all(map(CODE.fullmatch, codes.values())):
        raise TrackingDiffers(lines=len(found), letters=len(numbers))
    return codes
