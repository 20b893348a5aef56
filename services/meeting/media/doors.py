"""Who may come in, all in one place: a token for one purpose and subject, or an officer with the room's token.

The media process knows no conferences, so a page of the meeting room vouches: its room token says whose unit the
conference is, and the officer's sign-in, read offline, says who comes. Such calls come from pages of this origin.
"""

from starlette.requests import Request

from services.meeting.domain.media_links import CALL, DIRECT, PUBLISH, ROOM, WATCH
from services.meeting.domain.points import FROM_HOME
from services.meeting.media.guests import Guests
from services.meeting.media.settings import MediaSettings
from shared.clock import real_now
from shared.identity import Officer, Permission, tokens
from shared.identity.links import is_valid_link

READING = ("GET", "HEAD")


def may_publish(request: Request, conference: str, point: str) -> bool:
    """Whether the caller may send as this point: its token's bearer, its operator, or who was called from home."""
    if _holds(request, PUBLISH, f"{conference}/{point}") or _is_called(request, conference, point):
        return True
    officer = _officer(request, conference)
    return officer is not None and _operates(officer, point)


def may_watch(request: Request, conference: str, viewer: str) -> bool:
    """Whether the caller may watch under this name: an operator as the own point, other officers as themselves."""
    if _holds(request, WATCH, f"{conference}/{viewer}") or _is_called(request, conference, viewer):
        return True
    officer = _officer(request, conference)
    if officer is None:
        return False
    return _operates(officer, viewer) or (officer.may(Permission.WATCH_SESSION) and viewer == officer.id)


def may_direct(request: Request, conference: str) -> bool:
    """Whether the caller may put on stage and open microphones: the meeting's web process alone, as the log has it."""
    return _holds(request, DIRECT, conference)


def _is_called(request: Request, conference: str, name: str) -> bool:
    """The link of the question that has the floor from home now: before and after the turn it opens nothing."""
    guests: Guests = request.app.state.guests
    call = guests.called(conference)
    return name == FROM_HOME.key and call is not None and _holds(request, CALL, f"{conference}/{call.question}")


def _operates(officer: Officer, point: str) -> bool:
    return officer.may(Permission.OPERATE_POINT) and officer.point == point != ""


def _officer(request: Request, conference: str) -> Officer | None:
    """The signed-in officer of the conference's unit, on a page of ours."""
    settings: MediaSettings = request.app.state.settings
    officer = tokens.read(request.cookies.get(tokens.COOKIE, ""), settings.token_public_key)
    if officer is None or not _from_our_page(request):
        return None
    return officer if _holds(request, ROOM, f"{conference}/{officer.unit_id}") else None


def _from_our_page(request: Request) -> bool:
    """A browser sends the cookie with another page's calls too, but never under our origin."""
    if request.method in READING:
        return True
    origin = request.headers.get("origin", "")
    return origin.partition("://")[2] == request.headers.get("host", "") != ""


def _holds(request: Request, purpose: str, subject: str) -> bool:
    settings: MediaSettings = request.app.state.settings
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    token = bearer if scheme.lower() == "bearer" else request.query_params.get("token", "")
    return is_valid_link(token, purpose, subject, settings.link_secret.get_secret_value(), real_now())
