"""E-mail out, over SMTP. The Message-ID is derived from our own id, so that a mailbox can tell a repeat."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from uuid import UUID

import aiosmtplib

from shared.clock import real_now
from shared.refusals import Unavailable
from shared.settings import Settings

TIMEOUT_S = 20


class Rejected(Exception):
    """The mail server said no for good (5xx): the address is wrong or the message unwanted."""


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


class MailChannel:
    """The unit's mail server."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def send(self, mail: Mail) -> str:
        """Hand one message over; returns the server's words as proof.

        Raises `Unavailable` when nothing was handed over, `Rejected` for a final no, `AnswerLost` in between.
        """
        message = compose(mail, self._settings.mail_from)
        client = await self._connect()
        try:
            _, words = await client.send_message(message)
        except (aiosmtplib.SMTPRecipientsRefused, aiosmtplib.SMTPSenderRefused, aiosmtplib.SMTPDataError) as error:
            raise _judge(error) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise AnswerLost() from error
        finally:
            client.close()
        return words[:300]

    async def _connect(self) -> aiosmtplib.SMTP:
        s = self._settings
        client = aiosmtplib.SMTP(
            hostname=s.smtp_host, port=s.smtp_port, timeout=TIMEOUT_S, start_tls=s.smtp_starttls or None
        )
        try:
            await client.connect()
            if s.smtp_user:
                await client.login(s.smtp_user, s.smtp_password.get_secret_value())
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Unavailable("smtp") from error
        return client


def compose(mail: Mail, mail_from: str) -> EmailMessage:
    """The MIME message. `Auto-Submitted` keeps robots from answering us."""
    message = EmailMessage()
    message["From"] = Address(mail.from_name, addr_spec=mail_from)
    message["To"] = Address(mail.to_name, addr_spec=mail.to)
    if mail.reply_to:
        message["Reply-To"] = mail.reply_to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(real_now())
    message["Message-ID"] = f"<{mail.id}@{mail_from.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Trace"] = mail.traceparent
    message.set_content(mail.text)
    if mail.attachment:
        message.add_attachment(mail.attachment, maintype="application", subtype="pdf", filename=mail.attachment_name)
    return message


def _judge(error: aiosmtplib.SMTPException) -> Exception:
    """5xx is final; 4xx (full mailbox, greylisting) is tried again."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        codes = [one.code for one in error.recipients]
        words = "; ".join(one.message for one in error.recipients)
    else:
        codes, words = [getattr(error, "code", 500)], str(getattr(error, "message", error))
    return Rejected(words) if min(codes) >= 500 else Unavailable(f"smtp: {words}")
