"""All events of the log by their name."""

from typing import Any

from services.meeting.domain import facts_entry, facts_people, facts_session, facts_turn

_MODULES = (facts_session, facts_people, facts_entry, facts_turn)
_CLASSES: list[Any] = [
    value
    for module in _MODULES
    for value in vars(module).values()
    if isinstance(value, type) and "TYPE" in vars(value) and value.__module__ == module.__name__
]
EVENTS: dict[str, Any] = {event.TYPE: event for event in _CLASSES}
