"""One command on the session: lock, decide, append, tell the other rooms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.agenda import HallRules
from services.meeting.domain.log import LogEvent, Stamp
from services.meeting.domain.session import Session
from services.meeting.store import people
from services.meeting.store.conferences import rules_of
from services.meeting.store.session_log import Live, append, keep_note, lock
from services.meeting.usecases.tell import tell
from shared.refusals import Refusal

Decide = Callable[[Session, HallRules], Sequence[LogEvent]]


@dataclass(frozen=True, slots=True)
class By:
    """Who commands, for which unit, under which command id."""

    unit_id: str
    actor: str
    name: str
    command_id: UUID | None = None

    def stamp(self, now: datetime) -> Stamp:
        return Stamp(now, self.actor, self.name)


async def act(
    session: AsyncSession,
    conference_id: UUID,
    by: By,
    now: datetime,
    decide: Decide,
    *,
    note: str = "",
    note_about: UUID | None = None,
) -> Live:
    """Apply one decision under the conference's lock; `note` is kept beside the last event.

    Refuses what `decide` refuses, with the person's name among the facts.
    """
    live = await lock(session, conference_id, by.unit_id)
    try:
        events = decide(live.state, rules_of(live.conference))
    except Refusal as refusal:
        await _name_the_person(session, conference_id, refusal)
        raise
    await record(session, live, events, by, now, note=note, note_about=note_about)
    return live


async def record(
    session: AsyncSession,
    live: Live,
    events: Sequence[LogEvent],
    by: By,
    now: datetime,
    *,
    note: str = "",
    note_about: UUID | None = None,
) -> None:
    """Append decided events and put the facts they mean into the outbox."""
    stamp = by.stamp(now)
    numbers = await append(session, live, events, stamp, by.command_id)
    for event, seq in zip(events, numbers, strict=True):
        tell(session, live.conference, event, seq, stamp)
    if numbers:
        keep_note(session, live, numbers[-1], note, note_about)


async def _name_the_person(session: AsyncSession, conference_id: UUID, refusal: Refusal) -> None:
    person_id = refusal.facts.pop("person_id", None)
    if person_id:
        refusal.facts["who"] = await people.name_of(session, conference_id, person_id)
