"""E-mail out, over SMTP. The Message-ID is derived from our own id, so that a mailbox can tell a repeat."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import aiosmtplib

from services.notify.domain.mail import AnswerLost, Deferred, Mail, Rejected
from shared.clock import real_now
from shared.refusals import Unavailable
from shared.settings import Settings

TIMEOUT_S = 20
QUIT_TIMEOUT_S = 2
TOO_LARGE = 552
BROKEN = (aiosmtplib.SMTPException, OSError)
SEVEN_BIT = SMTP.clone(cte_type="7bit")


class SmtpServer:
    """The unit's mail server."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @asynccontextmanager
    async def line(self) -> AsyncIterator["SmtpLine"]:
        """Connect, and say QUIT at the end. Raises `Unavailable` while the server is away or refuses us."""
        client = await self._connect()
        try:
            yield SmtpLine(client, self._settings.mail_from)
        finally:
            with suppress(*BROKEN):
                await client.quit(timeout=QUIT_TIMEOUT_S)
            client.close()

    async def _connect(self) -> aiosmtplib.SMTP:
        s = self._settings
        client = aiosmtplib.SMTP(
            hostname=s.smtp_host, port=s.smtp_port, timeout=TIMEOUT_S, start_tls=s.smtp_starttls or None
        )
        try:
            await client.connect()
            if s.smtp_user:
                await client.login(s.smtp_user, s.smtp_password.get_secret_value())
        except BROKEN as error:
            client.close()
            raise Unavailable("smtp") from error
        return client


class SmtpLine:
    """One conversation with the server, of any number of messages."""

    def __init__(self, client: aiosmtplib.SMTP, mail_from: str) -> None:
        self._client, self._from = client, mail_from

    async def hand_over(self, mail: Mail) -> str:
        """Until the text itself is on its way every broken connection means that nothing was handed over."""
        try:
            body, to = compose(mail, self._from).as_bytes(policy=SEVEN_BIT), envelope_address(mail.to)
        except (ValueError, UnicodeError) as error:
            raise Rejected("địa chỉ thư điện tử không đọc được") from error
        await self._announce(to, len(body))
        try:
            _, words = await self._client.data(body)
        except aiosmtplib.SMTPDataError as error:
            raise _judged(error) from error
        except BROKEN as error:
            raise AnswerLost() from error
        return " ".join(words.split())[:300]

    async def _announce(self, to: str, size: int) -> None:
        try:
            await self._client.rset()
            sized = (f"SIZE={size}",) if self._client.supports_extension("size") else ()
            await self._client.mail(self._from, options=sized)
            await self._client.rcpt(to)
        except aiosmtplib.SMTPRecipientRefused as error:
            raise _judged(error) from error
        except aiosmtplib.SMTPSenderRefused as error:
            if error.code == TOO_LARGE:
                raise _judged(error) from error
            raise Unavailable("smtp") from error  # the server refuses us, not this person
        except BROKEN as error:
            raise Unavailable("smtp") from error


def compose(mail: Mail, mail_from: str) -> EmailMessage:
    """The MIME message. `Auto-Submitted` keeps robots from answering us. Refuses addresses that are none."""
    message = EmailMessage()
    message["From"] = Address(_line(mail.from_name), addr_spec=mail_from)
    message["To"] = Address(_line(mail.to_name), addr_spec=envelope_address(mail.to))
    if mail.reply_to:
        message["Reply-To"] = mail.reply_to
    message["Subject"] = _line(mail.subject)
    message["Date"] = format_datetime(real_now())
    message["Message-ID"] = f"<{mail.id}@{mail_from.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Trace"] = mail.traceparent
    message.set_content(mail.text)
    if mail.attachment:
        message.add_attachment(mail.attachment, maintype="application", subtype="pdf", filename=mail.attachment_name)
    return message


def envelope_address(address: str) -> str:
    """The address in ASCII: a domain with Vietnamese letters in its international spelling. Refuses what is none."""
    mailbox, at, domain = address.rpartition("@")
    if not at or not mailbox.isascii() or any(char.isspace() for char in address):
        raise ValueError(address)
    return f"{mailbox}@{domain.encode('idna').decode()}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _judged(error: aiosmtplib.SMTPResponseException) -> Exception:
    """5xx is final; 4xx (full mailbox, greylisting) is tried again."""
    words = f"{error.code} {_line(error.message)}"[:300]
    return Rejected(words) if error.code >= 500 else Deferred(words)
