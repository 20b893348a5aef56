"""One e-mail to one person, and what can become of handing it to a mail server."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


class Rejected(Exception):
    """The mail server said no for good (5xx): the address is wrong or the message unwanted."""


class Deferred(Exception):
    """The mail server said not now (4xx): a full mailbox, greylisting. It has nothing and asks for it again later."""


class AnswerLost(Exception):
    """The message was handed over but the server's answer did not come: nobody knows whether it arrived."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One message to one person."""

    id: UUID
    to: str
    to_name: str
    from_name: str
    reply_to: str
    subject: str
    text: str
    attachment: bytes | None = None
    attachment_name: str = ""
    traceparent: str = ""


class MailLine(Protocol):
    """An open connection to a mail server; several messages may go over it, one after another."""

    async def hand_over(self, mail: Mail) -> str:
        """Returns the server's words as proof.

        Raises `Unavailable` when nothing was handed over, `Deferred`, `Rejected`, or `AnswerLost` in between.
        """
        ...


class MailServer(Protocol):
    """Where the outside begins."""

    def line(self) -> AbstractAsyncContextManager[MailLine]:
        """Connect, and take leave politely at the end. Raises `Unavailable` while the server is away."""
        ...
