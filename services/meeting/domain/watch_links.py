"""The capability to watch one conference: one link for all its viewers, so that any proxy may keep what they fetch."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from shared.identity.links import is_valid_link, sign_link


class Audience(StrEnum):
    """Whoever holds a link of the house sees what there is; everybody sees what the session's office shows."""

    HOUSE = "watch"
    PUBLIC = "watch-public"


@dataclass(frozen=True, slots=True)
class Watcher:
    """What a token opens, and to whom it was given."""

    conference: UUID
    audience: Audience


def watch_token(conference: UUID, secret: str, expires_at: datetime, audience: Audience = Audience.HOUSE) -> str:
    """`<conference>~<signed link>`; stands in addresses under `/live/`."""
    return f"{conference.hex}~{sign_link(audience, str(conference), secret, expires_at)}"


def shared_expiry(now: datetime) -> datetime:
    """The end of the next day, UTC: all who open a page on one day get the same address, so proxies can keep it."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=2)


def watched(token: str, secret: str, now: datetime) -> Watcher | None:
    """What a token opens at `now` (real time)."""
    hexed, _, link = token.partition("~")
    try:
        conference = UUID(hex=hexed)
    except ValueError:
        return None
    known = (one for one in Audience if is_valid_link(link, one, str(conference), secret, now))
    audience = next(known, None)
    return Watcher(conference, audience) if audience else None
