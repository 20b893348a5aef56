"""Hiding what a page or a log must not show: identity numbers, phones, mail addresses."""

import json
import re
from typing import Any

DOT = "•"
_SHOWN = 3
_PERSONAL = frozenset(
    ("full_name", "org_name", "representative_name", "name", "phone", "email", "address", "text", "body", "notice")
)
_GAP = r"[ .\-]?"
# After its name a number is an identity number however it is spaced.
_NAMED_ID = re.compile(
    r"((?:cccd|cmnd|cmt|căn cước|chứng minh|định danh)[^\d\n]{0,40})"
    rf"(\d(?:{_GAP}\d){{8}}(?:(?:{_GAP}\d){{3}})?)(?!\d)",
    re.IGNORECASE,
)
# Twelve digits in groups only with a province code in front: 250.000.000.000 is money.
_ID_12 = re.compile(rf"(?<![\d.,])(?:\d{{12}}|0\d\d{_GAP}\d(?:{_GAP}\d){{8}})(?!\d)")
_ID_9 = re.compile(r"(?<![\w.,\-/])\d{9}(?![\w])(?!\s*(?:đồng|đ\b|vnd|vnđ))", re.IGNORECASE)
_PHONE = re.compile(rf"(?<!\w)(?:\+84|0084|84|0){_GAP}\d(?:{_GAP}\d){{7,9}}(?!\d)")
_EVENT_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")


def mask_ids(text: str) -> str:
    """Free text with 12-digit CCCD and 9-digit CMND numbers hidden but for the last three digits.

    Phones (10, 11 digits), sums of money and dossier codes stay.
    """
    text = _NAMED_ID.sub(lambda hit: hit[1] + _hide_digits(hit[2]), text)
    for pattern in (_ID_12, _ID_9):
        text = pattern.sub(lambda hit: _hide_digits(hit[0]), text)
    return text


def mask_phone(number: str) -> str:
    """'•••••••678', enough to recognise one's own number."""
    return _hide_digits(number)


def mask_mail(address: str) -> str:
    """'a•••@gmail.com'."""
    local, at, domain = address.partition("@")
    return f"{local[:1]}{DOT * 3}{at}{domain}"


def mask_contacts(text: str) -> str:
    """Free text with identity numbers, phones and mail addresses hidden, for support pages and letters set aside."""
    text = _MAIL.sub(lambda hit: mask_mail(hit[0]), mask_ids(text))
    return _PHONE.sub(lambda hit: _hide_digits(hit[0]), text)


def mask_json(body: str) -> str:
    """A JSON text for an operator's page: ids, codes and times stay, whatever a person wrote is hidden.

    A text that is not JSON is hidden whole.
    """
    try:
        return json.dumps(_masked(json.loads(body)), ensure_ascii=False, indent=2)
    except ValueError:
        return f"{DOT * 3} ({len(body)} ký tự, không phải JSON)"


def _masked(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {mask_contacts(name): _masked(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_masked(inner, key) for inner in value]
    if value is None or isinstance(value, bool):
        return value
    # People write with spaces; codes, ids and times have none.
    if key in _PERSONAL or (isinstance(value, str) and len(value.split()) > 1):
        return f"{DOT * 3} ({len(str(value))} ký tự)" if value != "" else ""
    if not isinstance(value, str) or _EVENT_ID.fullmatch(value):
        return value
    return mask_contacts(value)


def _hide_digits(text: str) -> str:
    hidden = max(0, len(re.findall(r"\d", text)) - _SHOWN)
    return re.sub(r"\d", DOT, text, count=hidden) if hidden else text
