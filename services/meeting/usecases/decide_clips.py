"""A person decides how the public may see the film of a question; before that nobody outside the house sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain import clip_refusals as no
from services.meeting.domain.clips import decide
from services.meeting.store import conferences, films
from services.meeting.store.clip_tables import ClipDecision, Done
from services.meeting.usecases.act import By
from services.meeting.usecases.tell_clip import film_of, tell_clip
from shared.contracts.meeting import ClipShown
from shared.refusals import NotFound


@dataclass(frozen=True, slots=True)
class Seen:
    """A film as the person had it on the page."""

    question_id: UUID
    sha256: str


async def decide_clip(
    session: AsyncSession, conference_id: UUID, seen: Seen, shown: ClipShown, by: By, now: datetime
) -> None:
    """Keep the decision and its place in the history, and tell it. Rule: R-055, R-110, C-27

    Refuses a film that was cut anew meanwhile, and a name that may not be shown.
    """
    conference = await conferences.find(session, conference_id, by.unit_id)
    film = await film_of(session, conference_id, seen.question_id)
    if film is None:
        raise NotFound()
    decision = decide(shown, film.clip.sha256, seen.sha256, film.speaker)
    row = ClipDecision(question_id=seen.question_id, conference_id=conference_id, unit_id=by.unit_id)
    row.shown, row.sha256, row.decided_at, row.decided_by = decision.shown, decision.sha256, now, by.name
    await session.merge(row)
    id_, words = seen.question_id, shown.value
    films.note(session, conference_id, by.unit_id, Done.DECIDED, now, who=by.name, words=words, question_id=id_)
    await tell_clip(session, conference, seen.question_id, now, by.actor)


async def decide_clips(
    session: AsyncSession, conference_id: UUID, chosen: Sequence[Seen], shown: ClipShown, by: By, now: datetime
) -> int:
    """The same for all that were ticked; those who may not be named stay as they are. Answers how many were decided."""
    if not chosen:
        raise no.NothingChosen()
    decided = 0
    for seen in chosen:
        try:
            await decide_clip(session, conference_id, seen, shown, by, now)
        except no.NameNotAllowed:
            continue
        decided += 1
    return decided
