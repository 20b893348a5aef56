"""CSRF: a random cookie, and in each form its HMAC. A foreign page can send the cookie but not know the HMAC."""

import hashlib
import hmac
import secrets

from fastapi import Request, Response

from shared.refusals import Refusal

COOKIE = "dt_csrf"
FIELD = "csrf"


class StaleForm(Refusal):
    """The form was opened in another browser or before the cookies were cleared."""

    code = "stale_form"
    status = 403


def token_of(request: Request, secret: str) -> str:
    """The value for the hidden field; remembers a new cookie for the response when the browser has none."""
    cookie = request.cookies.get(COOKIE) or getattr(request.state, "csrf_cookie", None)
    if not cookie:
        cookie = secrets.token_urlsafe(24)
        request.state.csrf_cookie = cookie
    return _mac(cookie, secret)


def keep_cookie(request: Request, response: Response) -> None:
    """Set the cookie that `token_of` made, if it made one."""
    cookie = getattr(request.state, "csrf_cookie", None)
    if cookie:
        response.set_cookie(
            COOKIE, cookie, httponly=True, samesite="strict", secure=is_https(request), max_age=30 * 24 * 3600
        )


def check(request: Request, token: str, secret: str) -> None:
    """Refuse a form that does not come from our own page in this browser."""
    cookie = request.cookies.get(COOKIE, "")
    origin = request.headers.get("origin")
    if origin and origin != "null" and origin.split("://", 1)[-1] != request.headers.get("host"):
        raise StaleForm()
    if not cookie or not hmac.compare_digest(token.encode(), _mac(cookie, secret).encode()):
        raise StaleForm()


def is_https(request: Request) -> bool:
    return request.headers.get("x-forwarded-proto", request.url.scheme) == "https"


def _mac(cookie: str, secret: str) -> str:
    return hmac.new(secret.encode(), b"csrf\n" + cookie.encode(), hashlib.sha256).hexdigest()
