"""All facts by subject, so that a message can be read back."""

from shared.contracts import intake, meeting, notify, routing
from shared.contracts.event import Event

EVENTS: dict[str, type[Event]] = {
    event.SUBJECT: event
    for module in (intake, routing, meeting, notify)
    for event in vars(module).values()
    if isinstance(event, type) and issubclass(event, Event) and event is not Event
}


def decode(subject: str, body: bytes) -> Event:
    """Read a message. Raises `KeyError` for an unknown subject, `ValidationError` for a broken body."""
    return EVENTS[subject].model_validate_json(body)
