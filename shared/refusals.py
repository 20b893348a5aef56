"""Errors, by whose move is next."""

from typing import Any, ClassVar


class Refusal(Exception):
    """The rules say no and the person can act.

    `code` keys the Vietnamese sentence in the room's `web/messages.toml`; `facts` fill it.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code)
        self.facts = facts


class NotFound(Refusal):
    """There is no such thing, or it belongs to another unit: the two are not told apart."""

    code = "not_found"
    status = 404


class Forbidden(Refusal):
    """The officer's roles do not allow this act."""

    code = "forbidden"
    status = 403


class Unavailable(Exception):
    """Something we depend on is away; the same act succeeds later."""

    def __init__(self, what: str, retry_after_s: int = 5) -> None:
        super().__init__(what)
        self.what = what
        self.retry_after_s = retry_after_s


class NotYet(Exception):
    """A fact arrived before the fact it builds on (another stream); it is delivered again later."""
