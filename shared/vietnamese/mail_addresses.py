"""Mail addresses as people type them; whether they exist only a letter can tell."""

from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from shared.vietnamese.text import clean


@dataclass(frozen=True, slots=True)
class MailAddress:
    """`address` is written to as typed; `key` is what equal addresses share."""

    address: str
    key: str


def read_mail_address(raw: str) -> MailAddress | None:
    """The address, or None when no mail server would take it. Asks no DNS.

    Letters with Vietnamese marks before the @ are refused: they are slips of the keyboard, not mailboxes. Rule: C-21
    """
    try:
        found = validate_email(clean(raw), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return MailAddress(found.normalized, found.normalized.lower())


def same_mail_address(one: str, other: str) -> bool:
    """Whether two typed addresses reach the same mailbox, whatever their case. Rule: C-21"""
    return clean(one).lower() == clean(other).lower()
