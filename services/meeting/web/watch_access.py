"""Where a page finds pictures and sound, and what it must be allowed to do with them."""

from fastapi import Response

from services.meeting.domain.watch_links import Audience, shared_expiry, watch_token
from services.meeting.store import conferences
from services.meeting.store.conference_tables import Conference
from shared.clock import real_now
from shared.web.middleware import CSP
from shared.web.room import Room

# hls.js hands the browser its buffers as `blob:`; nothing else in the house plays what does not come from an address.
PLAYER_CSP = CSP.replace("media-src 'self'", "media-src 'self' blob:")


def is_shown(room: Room, conference: Conference) -> bool:
    """Whether there are pictures at all: branches to join, and a recorder in the house."""
    return bool(room.settings.recorder_url) and conferences.rules_of(conference).has_branches


def live_base(room: Room, conference: Conference, audience: Audience) -> str:
    """The address under which all viewers of a day fetch the same things; empty where there is nothing to see."""
    if not is_shown(room, conference):
        return ""
    secret = room.settings.link_secret.get_secret_value()
    expires_at = shared_expiry(real_now())
    return f"/live/{watch_token(conference.conference_id, secret, expires_at, audience)}/"


def with_player(page: Response) -> Response:
    """The page may play what hls.js puts together."""
    page.headers["content-security-policy"] = PLAYER_CSP
    return page
