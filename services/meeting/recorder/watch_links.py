"""The capability to watch one conference: one link for all its viewers, so that any proxy may keep what they fetch."""

from datetime import datetime
from uuid import UUID

from shared.identity.links import is_valid_link, sign_link

PURPOSE = "watch"


def watch_token(conference: UUID, secret: str, expires_at: datetime) -> str:
    """`<conference>~<signed link>`; stands in addresses under `/live/`."""
    return f"{conference.hex}~{sign_link(PURPOSE, str(conference), secret, expires_at)}"


def watched(token: str, secret: str, now: datetime) -> UUID | None:
    """The conference a token opens at `now` (real time)."""
    hexed, _, link = token.partition("~")
    try:
        conference = UUID(hex=hexed)
    except ValueError:
        return None
    return conference if is_valid_link(link, PURPOSE, str(conference), secret, now) else None
