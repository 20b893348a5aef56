"""Who may come in. Every route declares `needs(...)` or `public()`; a test refuses routes that declare neither.

What is known at the door – the officer, the conference in the address – stands in every log line of the request.
"""

from typing import Any

from fastapi import Depends, Request
from structlog.contextvars import bind_contextvars

from shared.identity import Officer, Permission, tokens
from shared.identity.actor import Actor
from shared.refusals import Forbidden, Refusal
from shared.web.room import room_of


class SignInNeeded(Refusal):
    """Nobody is signed in here, or the sign-in ran out."""

    code = "sign_in_needed"
    status = 401


class Guard:
    """A route's declared permission, or `others` in its place; `None` means anybody."""

    def __init__(self, permission: Permission | None, *others: Permission) -> None:
        self.permission, self.others = permission, others

    async def __call__(self, request: Request) -> None:
        if "conference_id" in request.path_params:
            bind_contextvars(conference_id=str(request.path_params["conference_id"]))
        if self.permission is None:
            return
        officer = officer_of(request)
        if not any(officer.may(one) for one in (self.permission, *self.others)):
            raise Forbidden()


def needs(permission: Permission, *others: Permission) -> Any:
    """`dependencies=[needs(Permission.X)]`; of several one is enough."""
    return Depends(Guard(permission, *others))


def public() -> Any:
    """`dependencies=[public()]`: anybody may call the route."""
    return Depends(Guard(None))


def find_officer(request: Request) -> Officer | None:
    """The signed-in officer, if any. Read once a request."""
    if not hasattr(request.state, "officer"):
        token = request.cookies.get(tokens.COOKIE)
        key = room_of(request).settings.token_public_key
        request.state.officer = tokens.read(token, key) if token else None
        if request.state.officer:
            bind_contextvars(actor=request.state.officer.id)
    officer: Officer | None = request.state.officer
    return officer


def officer_of(request: Request) -> Officer:
    """The signed-in officer. Refuses with `SignInNeeded`."""
    officer = find_officer(request)
    if officer is None:
        raise SignInNeeded()
    return officer


def actor_of(request: Request) -> Actor:
    """The officer as facts and histories name them."""
    officer = officer_of(request)
    return Actor(officer.id, officer.name)
