"""The outgoing mail: the truth of what left the house."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Mail:
    """One `.eml` file."""

    to: str
    message_id: str
    subject: str
    has_file: bool

    @property
    def is_receipt(self) -> bool:
        return self.subject.startswith("Đã nhận phiếu")


class Sink:
    """The folder of a stack's post office."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Path, Mail] = {}

    def mails(self) -> list[Mail]:
        """Every file; a written one never changes."""
        for path in self._folder.glob("*.eml"):
            if path not in self._read:
                self._read[path] = _mail(path.read_bytes())
        return list(self._read.values())

    def holds(self, message_id: UUID) -> bool:
        """Whether this message was taken by the post office."""
        return any(mail.message_id.startswith(f"<{message_id}@") for mail in self.mails())


def _mail(body: bytes) -> Mail:
    parsed = message_from_bytes(body, policy=policy.default)
    return Mail(
        to=str(parsed["X-Envelope-To"]),
        message_id=str(parsed["Message-ID"]),
        subject=str(parsed["Subject"]),
        has_file=any(part.get_content_type() == "application/pdf" for part in parsed.walk()),
    )
