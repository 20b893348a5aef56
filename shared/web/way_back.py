"""Where somebody goes on after signing in again: the page they asked for, or the page whose form they sent."""

from urllib.parse import quote, urlsplit

from fastapi import Request

SIGN_IN = "/dang-nhap"


def sign_in_address(request: Request) -> str:
    """The sign-in page, with the page to come back to where one is known."""
    page = _page_of(request)
    return f"{SIGN_IN}?next={quote(page)}" if page else SIGN_IN


def _page_of(request: Request) -> str:
    """A page of ours that can be opened; an address that only takes forms cannot, so its page is the referrer."""
    if request.method in ("GET", "HEAD"):
        return _local(request.url.path, request.url.query)
    came_from = urlsplit(request.headers.get("referer", ""))
    if came_from.netloc != request.headers.get("host") or came_from.path.startswith(SIGN_IN):
        return ""
    return _local(came_from.path, came_from.query)


def _local(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
