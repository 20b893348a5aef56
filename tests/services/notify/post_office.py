"""A real mail server that remembers what it took and can be told to misbehave."""

import asyncio
import email
import email.policy
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, Envelope, Session

from services.notify.channels.mail import SmtpServer
from shared.settings import Settings

Answer = Callable[[Envelope], str]


@dataclass
class PostOffice:
    """`at_rcpt` and `at_data` give the server's words; messages are kept only when these are 250."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    at_mail: str = "250 OK"
    at_rcpt: str = "250 OK"
    at_data: str | None = "250 taken"  # None: takes the message and hangs up without a word
    connections: int = 0

    def conversation(self) -> SMTP:
        """One client's."""
        self.connections += 1
        return SMTP(self, hostname="post.example.vn", loop=asyncio.get_running_loop())

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, _: object) -> str:
        self.words.append("MAIL")
        envelope.mail_from = address
        return self.at_mail

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, _: object) -> str:
        if self.at_rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.at_rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.at_data is None or self.at_data.startswith("250"):
            content = email.message_from_bytes(envelope.original_content or b"", policy=email.policy.default)
            assert isinstance(content, EmailMessage)
            self.taken.append(content)
        if self.at_data is None:
            server.transport.abort()  # type: ignore[union-attr]
        return self.at_data or "250 nobody hears this"

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.words.append("QUIT")
        return "221 bye"

    @property
    def times(self) -> Counter[str]:
        """How often each Message-ID came."""
        return Counter(str(message["Message-ID"]) for message in self.taken)


@asynccontextmanager
async def post_office(port: int = 0) -> AsyncIterator[PostOffice]:
    """Open for business at `port`, any free one by default."""
    office = PostOffice()
    server = await asyncio.get_running_loop().create_server(office.conversation, "127.0.0.1", port)
    try:
        office.port = server.sockets[0].getsockname()[1]
        yield office
    finally:
        server.close()


def server_at(settings: Settings, port: int) -> SmtpServer:
    """Our side of the wire."""
    return SmtpServer(settings.model_copy(update={"smtp_host": "127.0.0.1", "smtp_port": port}))
