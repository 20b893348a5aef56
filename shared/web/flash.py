"""One notice carried across a redirect in a short-lived cookie."""

import base64
import json

from fastapi import Request, Response

COOKIE = "dt_flash"


def keep(response: Response, kind: str, text: str) -> None:
    """Show `text` on the next page; `kind` is success, info, warning or danger."""
    value = base64.urlsafe_b64encode(json.dumps([kind, text]).encode()).decode()
    response.set_cookie(COOKIE, value, max_age=60, httponly=True, samesite="lax")


def take(request: Request) -> dict[str, str] | None:
    """The notice of the request before, if there is one."""
    try:
        kind, text = json.loads(base64.urlsafe_b64decode(request.cookies[COOKIE]))
        return {"kind": str(kind), "text": str(text)}
    except (KeyError, ValueError):
        return None


def forget(request: Request, response: Response) -> None:
    """Drop the cookie once the notice was shown."""
    if COOKIE in request.cookies:
        response.delete_cookie(COOKIE)
