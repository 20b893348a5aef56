"""One message as it came from the bus."""

from dataclasses import dataclass, field
from uuid import UUID

from nats.aio.msg import Msg

from shared.contracts import decode
from shared.contracts.event import Event
from shared.observability.trace import follow


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message with its headers; `event_id` is `None` when the sender set none."""

    subject: str
    headers: dict[str, str]
    body: bytes
    deliveries: int
    event_id: UUID | None
    raw: Msg | None = field(repr=False, default=None)

    @classmethod
    def of(cls, message: Msg) -> "Incoming":
        headers = dict(message.headers or {})
        return cls(
            subject=message.subject,
            headers=headers,
            body=message.data,
            deliveries=message.metadata.num_delivered,
            event_id=read_id(headers.get("Nats-Msg-Id")),
            raw=message,
        )

    def event(self) -> Event:
        """Decode. Raises `KeyError` or `ValidationError` for what is not one of our facts."""
        return decode(self.subject, self.body)

    def follow(self) -> None:
        """Continue the trace the fact belongs to."""
        follow(self.headers.get("traceparent"))


def read_id(value: str | None) -> UUID | None:
    try:
        return UUID(value or "")
    except ValueError:
        return None
