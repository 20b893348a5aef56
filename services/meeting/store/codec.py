"""Events to rows and back."""

from functools import cache
from typing import Any, cast

from pydantic import TypeAdapter

from services.meeting.domain.events import EVENTS
from services.meeting.domain.log import LogEvent, Stamp
from services.meeting.store.session_tables import SessionEventRow


def payload_of(event: LogEvent) -> dict[str, Any]:
    """The event's fields as JSON."""
    return cast(dict[str, Any], _adapter(event.TYPE).dump_python(event, mode="json"))


def event_of(row: SessionEventRow) -> LogEvent:
    """Raises `KeyError` for a type this release does not know."""
    return cast(LogEvent, _adapter(row.type).validate_python(row.payload))


def stamp_of(row: SessionEventRow) -> Stamp:
    return Stamp(row.at, row.actor, row.actor_name)


@cache
def _adapter(type_: str) -> TypeAdapter[Any]:
    return TypeAdapter(EVENTS[type_])
