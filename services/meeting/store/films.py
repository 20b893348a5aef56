"""Questions' films out of the database, each with its speaker and what a person decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.clips import Decision, Speaker, clip_name, decided, question_of
from services.meeting.domain.gavel import decided as decided_outcomes
from services.meeting.store.clip_tables import ClipDecision, Done, RecordingHistory
from services.meeting.store.people_tables import Person
from services.meeting.store.recording_tables import RecordingClip
from services.meeting.store.scene import Scene
from shared.contracts.meeting import ClipShown, Outcome


@dataclass(frozen=True, slots=True)
class Film:
    """A film as it stands now."""

    clip: RecordingClip
    decision: ClipDecision | None
    speaker: Speaker

    @property
    def shown(self) -> ClipShown:
        made = Decision(self.decision.shown, self.decision.sha256) if self.decision else None
        return decided(made, self.clip.sha256, self.speaker)

    @property
    def label(self) -> str:
        """What the public reads beside it; empty while it is withheld."""
        return self.speaker.label(self.shown)


def speaker_of(person: Person | None, outcome: Outcome | None) -> Speaker:
    """As much of a person as a film may ever tell."""
    if person is None:
        return Speaker("", "", outcome)
    return Speaker(person.initial_name, person.public_name if person.publishes_name else "", outcome)


async def clip_of(session: AsyncSession, conference_id: UUID, question_id: UUID) -> RecordingClip | None:
    """The film of a question; none when there is none, or it is to be deleted."""
    clip = await session.get(RecordingClip, (conference_id, clip_name(question_id)), populate_existing=True)
    return clip if clip and clip.doomed_at is None else None


async def clips_of(session: AsyncSession, conference_id: UUID) -> dict[UUID, RecordingClip]:
    """All films of questions, by question, in the order of the timeline."""
    asked = select(RecordingClip).where(RecordingClip.conference_id == conference_id)
    asked = asked.where(RecordingClip.doomed_at.is_(None)).order_by(RecordingClip.start_us)
    return {id_: clip for clip in await session.scalars(asked) if (id_ := question_of(clip.name))}


async def films_of(session: AsyncSession, scene: Scene) -> dict[UUID, Film]:
    """All films of a conference, in the order of the timeline."""
    clips, made = await clips_of(session, scene.conference.conference_id), decided_outcomes(scene.state)
    decisions = await decisions_of(session, scene.conference.conference_id)
    return {id_: Film(clip, decisions.get(id_), _speaker(scene, id_, made)) for id_, clip in clips.items()}


def _speaker(scene: Scene, question_id: UUID, outcomes: Mapping[UUID, Outcome]) -> Speaker:
    question = scene.questions.get(question_id)
    return speaker_of(scene.people.get(question.person_id) if question else None, outcomes.get(question_id))


async def decisions_of(session: AsyncSession, conference_id: UUID) -> dict[UUID, ClipDecision]:
    asked = select(ClipDecision).where(ClipDecision.conference_id == conference_id)
    return {row.question_id: row for row in await session.scalars(asked)}


async def tell_again(session: AsyncSession, conference_id: UUID) -> None:
    """Something films are shown by has changed, such as a consent: the timer tells them all anew."""
    mine = RecordingClip.conference_id == conference_id
    await session.execute(update(RecordingClip).where(mine).values(told=False))


async def is_erased(session: AsyncSession, question_id: UUID) -> bool:
    """Whether the person's data was deleted: there is never a film again."""
    asked = select(RecordingHistory.id).where(RecordingHistory.question_id == question_id)
    return bool(await session.scalar(asked.where(RecordingHistory.what == Done.ERASED).limit(1)))


async def history_of(session: AsyncSession, conference_id: UUID) -> Sequence[RecordingHistory]:
    """Newest first."""
    asked = select(RecordingHistory).where(RecordingHistory.conference_id == conference_id)
    return (await session.scalars(asked.order_by(RecordingHistory.id.desc()))).all()


def note(
    session: AsyncSession,
    conference_id: UUID,
    unit_id: str,
    what: Done,
    now: datetime,
    *,
    who: str = "",
    words: str = "",
    question_id: UUID | None = None,
) -> None:
    """Add a line to the history."""
    about = {"conference_id": conference_id, "unit_id": unit_id, "question_id": question_id}
    session.add(RecordingHistory(**about, what=what, words=words, at=now, who=who))


async def count_deleted(
    session: AsyncSession, conference_id: UUID, objects: int, question_id: UUID | None = None
) -> None:
    """The recorder has deleted them: the line that asked for it last says how many."""
    reasons = (Done.ERASED,) if question_id else (Done.DELETED, Done.EXPIRED)
    asked = select(RecordingHistory).where(RecordingHistory.conference_id == conference_id)
    asked = asked.where(RecordingHistory.question_id == question_id, RecordingHistory.what.in_(reasons))
    if line := await session.scalar(asked.order_by(RecordingHistory.id.desc()).limit(1).with_for_update()):
        line.objects = (line.objects or 0) + objects
