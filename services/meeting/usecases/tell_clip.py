"""How the film of a question stands now: for the other rooms, and for anybody who asks for it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.clips import PUBLIC
from services.meeting.domain.gavel import decided
from services.meeting.store import films, folds
from services.meeting.store.clip_tables import ClipDecision
from services.meeting.store.conference_tables import Conference
from services.meeting.store.films import Film
from services.meeting.store.minutes_tables import ResultRow
from services.meeting.store.people_tables import Person
from services.meeting.store.question_tables import Question
from services.meeting.store.recording_tables import RecordingClip
from shared.contracts.meeting import ClipChanged
from shared.messaging import outbox
from shared.refusals import NotFound


async def film_of(session: AsyncSession, conference_id: UUID, question_id: UUID) -> Film | None:
    """The film with its speaker and decision; none when there is none."""
    clip = await films.clip_of(session, conference_id, question_id)
    if clip is None:
        return None
    question = await session.get(Question, question_id)
    person = await session.get(Person, (conference_id, question.person_id)) if question else None
    outcome = decided(await folds.newest(session, conference_id)).get(question_id)
    return Film(clip, await session.get(ClipDecision, question_id), films.speaker_of(person, outcome))


async def public_film(session: AsyncSession, slug: str, question_id: UUID) -> RecordingClip:
    """A film anybody may see: decided so, and its question stands on the published result page. Refuses others."""
    question = await session.get(Question, question_id)
    conference = await session.get(Conference, question.conference_id) if question else None
    if conference is None or conference.slug != slug:
        raise NotFound()
    result = await session.get(ResultRow, conference.conference_id)
    items = (result.fact or {}).get("items", ()) if result else ()
    film = await film_of(session, conference.conference_id, question_id)
    if film is None or film.shown not in PUBLIC or str(question_id) not in {item["question_id"] for item in items}:
        raise NotFound()
    return film.clip


async def tell_clip(
    session: AsyncSession, conference: Conference, question_id: UUID, now: datetime, actor: str = "system"
) -> None:
    """Put the film as this transaction sees it into the outbox. Rule: R-110"""
    await session.flush()
    film = await film_of(session, conference.conference_id, question_id)
    shown = {"shown": film.shown, "label": film.label} if film else {}
    if film and film.shown in PUBLIC:
        shown["path"] = f"/meeting/public/{conference.slug}/clips/{question_id}.mp4"
    fact = ClipChanged(
        unit_id=conference.unit_id,
        occurred_at=now,
        actor=actor,
        question_id=question_id,
        conference_id=conference.conference_id,
        seconds=max(round(film.clip.duration_us / 1_000_000), 1) if film else 0,
        **shown,
    )
    outbox.put(session, fact)
    if film:
        film.clip.told = True
