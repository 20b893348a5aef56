"""Vietnamese phone numbers as people type them."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers

_NUMBER = re.compile(r"\+?\(?\+?[0-9][0-9 .()\-–]*")
_NEXT = re.compile(r"\s+[-–]?\s*(?=0[1-9]|\+)")
_SHORTEST, _FULL, _LONGEST = 3, 9, 12
_MOBILE = re.compile(r"0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9])[0-9]{7}")
_LANDLINE = re.compile(r"02[0-9]{9}")
_SHORT = re.compile(r"1[0-9]{2,3}|1[89]00[0-9]{4,6}|02[0-9]{1,2}1022")
# The 11-digit mobiles of before 2018.
_OLD_MOBILES = {f"016{last}": f"03{last}" for last in "23456789"} | {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
    "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
    "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip


class PhoneKind(StrEnum):
    """What can be sent to a number: only a mobile takes an SMS."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    SHORT = "short"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Phone:
    """`number` is national, digits only ('0912345678'); a foreign one is '+…'. `warning` is '' or a sentence."""

    number: str
    kind: PhoneKind
    warning: str = ""


def normalise_phone(raw: str) -> Phone | None:
    """The first number in what a person typed, or None when nothing there can be one.

    Reads +84, 0084 and 84, spaces, dots and hyphens, a missing first 0, and 11-digit mobiles of before 2018.
    An unknown prefix is accepted with a warning: numbers change faster than this table.
    """
    runs = _runs(unicodedata.normalize("NFKC", raw))
    if not runs:
        return None
    full = [run for run in runs if len(_digits(run)) >= _FULL]
    first = (full or runs)[0]
    digits = _digits(first)
    if "+" in first and not digits.startswith("84"):
        return _foreign(digits)
    phone = _known(_national(digits))
    if phone and len(full) > 1 and not phone.warning:
        return Phone(phone.number, phone.kind, "có nhiều số, chỉ dùng số đầu tiên")
    return phone


def _runs(text: str) -> list[str]:
    runs: list[str] = []
    for run in _NUMBER.findall(text):
        # '0912 345 678 - 0987 654 321' is two numbers.
        runs += _NEXT.split(run) if len(_digits(run)) > _LONGEST else [run]
    return [run for run in runs if len(_digits(run)) >= _SHORTEST]


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


def _national(digits: str) -> str:
    for prefix in ("0084", "84"):
        if digits.startswith(prefix) and len(digits) >= len(prefix) + 9:
            return "0" + digits[len(prefix) :].lstrip("0")
    return "0" + digits if re.fullmatch("[35789][0-9]{8}", digits) else digits


def _known(number: str) -> Phone | None:
    moved = _OLD_MOBILES.get(number[:4])
    if moved and len(number) == 11:
        return Phone(moved + number[4:], PhoneKind.MOBILE, f"số 11 chữ số cũ {number} đã đổi đầu số")
    for pattern, kind in ((_MOBILE, PhoneKind.MOBILE), (_LANDLINE, PhoneKind.LANDLINE), (_SHORT, PhoneKind.SHORT)):
        if pattern.fullmatch(number):
            return Phone(number, kind)
    return _unknown(number)


def _unknown(number: str) -> Phone | None:
    if not 7 <= len(number) <= _LONGEST:
        return None
    kind = PhoneKind.MOBILE if re.fullmatch("0[35789][0-9]{8}", number) else PhoneKind.LANDLINE
    return Phone(number, kind, "đầu số lạ hoặc thiếu, thừa chữ số, cần gọi thử")


def _foreign(digits: str) -> Phone | None:
    try:
        parsed = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return Phone("+" + digits, PhoneKind.FOREIGN, "số nước ngoài")
