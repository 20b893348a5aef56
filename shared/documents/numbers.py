"""Numbers and symbols of official documents: "Số: 07/KH-UBND"."""

import re

from shared.documents.model import Number

KIND_CODES = {
    "THÔNG BÁO": "TB",
    "KẾ HOẠCH": "KH",
    "BÁO CÁO": "BC",
    "BIÊN BẢN": "BB",
    "TỜ TRÌNH": "TTr",
    "GIẤY MỜI": "GM",
    "PHIẾU GỬI": "PG",
    "PHIẾU CHUYỂN": "PC",
}
BLANK = "\u00a0" * 8
_NUMBER = re.compile(r"(\d+)(\D*)")


def two_digits(value: int) -> str:
    """The value with a leading 0 below ten."""
    return f"{value:02d}"


def symbol(kind: str | None, unit: str, drafter: str | None = None) -> str:
    """The symbol: "KH-UBND" for a named type, "UBND-VP" for a công văn (kind None, which has no type code).

    Refuses a kind without a code and a công văn without its drafting unit.
    """
    if kind is not None:
        return f"{KIND_CODES[kind]}-{unit}"
    if drafter is None:
        raise ValueError("the symbol of a công văn names the drafting unit")
    return f"{unit}-{drafter}"


def number_text(value: int | str) -> str:
    """The number as printed: 7 → "07", "98a" → "98a", "7b" → "07b"; other texts stay as they are. Rule: R-063."""
    match = _NUMBER.fullmatch(str(value).strip())
    if match is None:
        return str(value).strip()
    return two_digits(int(match[1])) + match[2]


def reference(number: Number) -> str:
    """Number and symbol, "34/KH-UBND", with a blank before the stroke while the number is not given. Rule: R-001."""
    text = BLANK if number.text is None else number_text(number.text)
    return f"{text}/{number.symbol}"
