"""Signed links: a capability in a URL (hall screen, one-time set-up) that a room can verify offline."""

import base64
import hashlib
import hmac
from datetime import datetime

UNIT_LINK = "setup"


def sign_link(purpose: str, subject: str, secret: str, expires_at: datetime) -> str:
    """A token `<expiry>.<mac>` for one purpose and subject."""
    expiry = str(int(expires_at.timestamp()))
    return f"{expiry}.{_mac(purpose, subject, expiry, secret)}"


def sign_unit_link(units_open: int, secret: str, expires_at: datetime) -> str:
    """The one-time link that opens one more unit: it is spent when another unit has been opened meanwhile."""
    return sign_link(UNIT_LINK, str(units_open), secret, expires_at)


def is_valid_link(token: str, purpose: str, subject: str, secret: str, now: datetime) -> bool:
    """Whether the token was signed here, for this, and has not expired at `now` (real time)."""
    expiry, _, mac = token.partition(".")
    if not (expiry.isascii() and expiry.isdigit()) or int(expiry) < now.timestamp():
        return False
    return hmac.compare_digest(mac.encode(), _mac(purpose, subject, expiry, secret).encode())


def _mac(purpose: str, subject: str, expiry: str, secret: str) -> str:
    message = "\n".join((purpose, subject, expiry)).encode()
    digest = hmac.new(secret.encode(), message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:18]).decode()
