"""Around every request: size limit, trace id, security headers, counts, and the sentence for our own faults.

Plain ASGI, so that streams pass freely. Starlette's own handler for faults stands outside of all middleware and would
answer without the headers, so faults are answered here.
"""

import time
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.observability.metrics import REQUEST_SECONDS, REQUESTS
from shared.observability.trace import HEADER, follow
from shared.web.forms import close_files
from shared.web.limits import TooLarge

MAX_BODY_BYTES = 25 * 1024 * 1024
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "geolocation=(), payment=(), usb=()",
}
RAW_HEADERS = tuple((name.encode(), value.encode()) for name, value in HEADERS.items())


class Around:
    """Wraps one room's application."""

    def __init__(self, app: ASGIApp, answer_fault: Callable[[Request, Exception], Awaitable[Response]]) -> None:
        self._app, self._answer_fault = app, answer_fault

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        headers = Headers(scope=scope)
        trace = follow(headers.get(HEADER))
        status, state = 0, scope.setdefault("state", {})

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _add(message, trace)
            await send(message)

        limited = _Limited(receive, int(headers.get("content-length") or 0))
        try:
            await self._app(scope, limited, send_with_headers)
        except Exception as error:
            if status:  # the answer has begun: it can only be cut off
                raise
            answer = await self._answer_fault(Request(scope), error)
            await answer(scope, receive, send_with_headers)
        finally:
            await close_files(state)
            _count(scope, status or 500, time.perf_counter() - started)


def _add(start: Message, trace: str) -> None:
    """The headers an answer did not set itself, and the trace."""
    present = {name for name, _ in start["headers"]}
    start["headers"] = [
        *start["headers"],
        *(pair for pair in RAW_HEADERS if pair[0] not in present),
        (b"x-trace-id", trace.encode()),
    ]


def _count(scope: Scope, status: int, seconds: float) -> None:
    route: Any = scope.get("route")
    path = getattr(route, "path", "other")
    REQUESTS.labels(scope["method"], path, str(status)).inc()
    REQUEST_SECONDS.labels(path).observe(seconds)


class _Limited:
    """A body that refuses to grow past the limit, whatever its declared length."""

    def __init__(self, receive: Receive, declared: int) -> None:
        self._receive, self._seen, self._declared = receive, 0, declared

    async def __call__(self) -> Message:
        if self._declared > MAX_BODY_BYTES:
            raise TooLarge(limit_mb=MAX_BODY_BYTES // 1024**2)
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self._seen > MAX_BODY_BYTES:
            raise TooLarge(limit_mb=MAX_BODY_BYTES // 1024**2)
        return message
