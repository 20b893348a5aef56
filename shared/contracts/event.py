"""What every fact carries."""

from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from shared.ids import new_id


class Contract(BaseModel):
    """A frozen value that travels. Unknown fields are ignored: contracts only grow."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Event(Contract):
    """A fact of one unit. `id` is the `Nats-Msg-Id`, the CloudEvents id and the inbox key."""

    SUBJECT: ClassVar[str]

    id: UUID = Field(default_factory=new_id)
    unit_id: str
    occurred_at: AwareDatetime  # business time, UTC
    actor: str = "system"  # officer id, "citizen" or "system"


def subject_of(event: Event | type[Event]) -> str:
    """`evt.<service>.<noun>.<past-verb>.v1`."""
    return event.SUBJECT
