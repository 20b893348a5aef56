"""Who may come in, all in one place: a token in the address or as bearer, for one purpose and one subject."""

from datetime import timedelta

from starlette.requests import Request

from services.meeting.media.settings import MediaSettings
from shared.clock import real_now
from shared.identity.links import is_valid_link, sign_link

PUBLISH = "media-publish"
WATCH = "media-watch"
DIRECT = "media-direct"
LIFETIME = timedelta(hours=12)


def may_publish(request: Request, conference: str, point: str) -> bool:
    """Whether the bearer may send as this point."""
    return _holds(request, PUBLISH, f"{conference}/{point}")


def may_watch(request: Request, conference: str, viewer: str) -> bool:
    """Whether the bearer may watch under this name."""
    return _holds(request, WATCH, f"{conference}/{viewer}")


def may_direct(request: Request, conference: str) -> bool:
    """Whether the bearer – the meeting's web process – may put on stage and open microphones."""
    return _holds(request, DIRECT, conference)


def publish_token(conference: str, point: str, secret: str) -> str:
    """A point's token to send, for twelve hours."""
    return sign_link(PUBLISH, f"{conference}/{point}", secret, real_now() + LIFETIME)


def watch_token(conference: str, viewer: str, secret: str) -> str:
    """A viewer's token, for twelve hours."""
    return sign_link(WATCH, f"{conference}/{viewer}", secret, real_now() + LIFETIME)


def direct_token(conference: str, secret: str) -> str:
    """The web process's token, for twelve hours."""
    return sign_link(DIRECT, conference, secret, real_now() + LIFETIME)


def _holds(request: Request, purpose: str, subject: str) -> bool:
    settings: MediaSettings = request.app.state.settings
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    token = bearer if scheme.lower() == "bearer" else request.query_params.get("token", "")
    return is_valid_link(token, purpose, subject, settings.link_secret.get_secret_value(), real_now())
