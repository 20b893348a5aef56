"""W3C trace context in one context variable; it travels in the `traceparent` header of requests and facts."""

import os
import re
from contextvars import ContextVar

HEADER = "traceparent"
SHAPE = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
_current: ContextVar[str | None] = ContextVar("traceparent", default=None)


def new_traceparent() -> str:
    return f"00-{os.urandom(16).hex()}-{os.urandom(8).hex()}-01"


def follow(traceparent: str | None) -> str:
    """Continue the given trace, or start one when it is missing or malformed. Returns the trace id."""
    valid = traceparent if traceparent and SHAPE.fullmatch(traceparent) else new_traceparent()
    _current.set(valid)
    return valid[3:35]


def current_traceparent() -> str:
    """The running trace; a new one when nobody started it."""
    value = _current.get()
    if value is None:
        value = new_traceparent()
        _current.set(value)
    return value


def current_trace_id() -> str:
    return current_traceparent()[3:35]
