"""Identifiers: time-ordered UUIDs for rows and facts, short codes for people."""

import os
import secrets
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID

# No 0/O, 1/I/L, no U: a code is read aloud over the telephone and typed from paper.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_id() -> UUID:
    """A UUIDv7: sorts by creation time, so indexes stay compact."""
    millis = time.time_ns() // 1_000_000
    raw = millis.to_bytes(6, "big") + os.urandom(10)
    value = int.from_bytes(raw, "big")
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return UUID(int=value)


def made_at(id_: UUID) -> datetime:
    """When `new_id` made it: real time in UTC, to the millisecond."""
    return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=id_.int >> 80)


def new_code() -> str:
    """A receipt code such as `7KQM-2DXA`: 8 symbols, about 39 bits, unguessable in practice behind a rate limit."""
    symbols = "".join(secrets.choice(CODE_ALPHABET) for _ in range(8))
    return f"{symbols[:4]}-{symbols[4:]}"


def read_code(typed: str) -> str:
    """The canonical form of a code as a person typed it: upper case, without spaces, one hyphen."""
    symbols = "".join(c for c in typed.upper() if c.isalnum())
    return f"{symbols[:4]}-{symbols[4:]}" if len(symbols) == 8 else symbols
