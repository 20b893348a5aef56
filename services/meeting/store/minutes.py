"""Minutes out of the database: the log's facts, the secretary's words, the frozen text."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.gavel import decided
from services.meeting.domain.minutes import Direction, Minutes, with_edits
from services.meeting.domain.minutes_draft import draft
from services.meeting.domain.minutes_facts import Attendance, Facts, FilmFacts, Speech, StepWords, Unheard
from services.meeting.domain.stage import point_of
from services.meeting.domain.timeline import MICRO, Stretch, holes, stretch
from services.meeting.domain.turn import Turn
from services.meeting.store import films, recordings
from services.meeting.store import scene as scenes
from services.meeting.store.codec import event_of
from services.meeting.store.conferences import profile_of
from services.meeting.store.minutes_tables import DirectionRow, MinutesEdit, MinutesRow
from services.meeting.store.scene import Scene
from services.meeting.store.session_tables import SessionEventRow
from shared.profiles import Profile
from shared.vietnamese import mask_contacts

_minutes: TypeAdapter[Minutes] = TypeAdapter(Minutes)
ABOUT_ANSWER = ("turn.ended", "outcome.decided")
CITIZEN = "một công dân"


async def row_of(session: AsyncSession, conference_id: UUID, unit_id: str, *, lock: bool = False) -> MinutesRow:
    """The minutes' own row, made when it is first asked for."""
    row = await session.get(MinutesRow, conference_id, with_for_update=lock)
    if row is None:
        new = insert(MinutesRow).values(conference_id=conference_id, unit_id=unit_id)
        await session.execute(new.on_conflict_do_nothing())
        row = await session.get_one(MinutesRow, conference_id, with_for_update=lock)
    return row


async def edits_of(session: AsyncSession, conference_id: UUID) -> dict[str, MinutesEdit]:
    statement = select(MinutesEdit).where(MinutesEdit.conference_id == conference_id)
    return {edit.key: edit for edit in (await session.execute(statement)).scalars()}


async def directions_of(session: AsyncSession, conference_id: UUID) -> list[DirectionRow]:
    statement = select(DirectionRow).where(DirectionRow.conference_id == conference_id)
    return list((await session.execute(statement.order_by(DirectionRow.created_at))).scalars())


async def current(session: AsyncSession, scene: Scene) -> Minutes:
    """What the log says now, in the secretary's words where there are any."""
    conference_id = scene.conference.conference_id
    rows = await scenes.log_rows(session, conference_id)
    facts = facts_of(scene, profile_of(scene.conference), rows, await scenes.notes(session, conference_id))
    facts = replace(facts, films=await _films(session, scene), holes=tuple(await _holes(session, conference_id)))
    told = tuple(Direction(d.text, d.department, d.due_on) for d in await directions_of(session, conference_id))
    edits = await edits_of(session, conference_id)
    return with_edits(draft(facts, told), {key: edit.text for key, edit in edits.items()})


def to_json(minutes: Minutes) -> dict[str, Any]:
    frozen: dict[str, Any] = _minutes.dump_python(minutes, mode="json")
    return frozen


def from_json(frozen: Mapping[str, Any]) -> Minutes:
    return _minutes.validate_python(frozen)


def facts_of(scene: Scene, profile: Profile, rows: Sequence[SessionEventRow], notes: Mapping[int, str]) -> Facts:
    """The folded session joined with names, texts and notes."""
    turns = {turn.question_id: turn for turn in scene.state.turns if not turn.put_back}
    said = said_of(scene, rows, notes)
    return Facts(
        subject=scene.conference.title,
        venue=scene.conference.venue,
        chair=scene.conference.chair,
        session=scene.state,
        steps=tuple(StepWords(step.key, step.title, step.words) for step in profile.plan.agenda),
        attendance=_attendance(scene),
        speeches=tuple(_speech(scene, turn, said) for turn in turns.values()),
        unheard=_unheard(scene, set(turns)),
        incidents=tuple((row.at, notes[row.seq]) for row in rows if row.type == "incident.noted" and row.seq in notes),
    )


async def _films(session: AsyncSession, scene: Scene) -> dict[UUID, FilmFacts]:
    clips = await films.clips_of(session, scene.conference.conference_id)
    turns = {turn.question_id: turn for turn in scene.state.turns if not turn.put_back}
    return {
        id_: FilmFacts(
            point_of(scene.state, scene.rules, turns[id_].person_id).short_name,
            stretch(clip.start_us, clip.end_us),
            clip.gap_us / MICRO,
        )
        for id_, clip in clips.items()
        if id_ in turns
    }


async def _holes(session: AsyncSession, conference_id: UUID) -> list[Stretch]:
    return holes(await recordings.spans_of(session, conference_id))


def _speech(scene: Scene, turn: Turn, said: Mapping[UUID, str]) -> Speech:
    question = scene.questions.get(turn.question_id)
    return Speech(
        question_id=turn.question_id,
        who=public_name_of(scene, turn.person_id),
        called_at=turn.called_at,
        text=mask_contacts(question.text) if question else "",
        department=question.department if question else "",
        answer=question.answer_text if question else "",
        said=said.get(turn.question_id, ""),
        outcome=decided(scene.state).get(turn.question_id),
    )


def _unheard(scene: Scene, heard: set[UUID]) -> tuple[Unheard, ...]:
    found = []
    for question_id, outcome in decided(scene.state).items():
        question = scene.questions.get(question_id)
        if question and question_id not in heard:
            found.append(Unheard(public_name_of(scene, question.person_id), outcome))
    return tuple(sorted(found, key=lambda unheard: unheard.who))


def _attendance(scene: Scene) -> Attendance:
    people = [forms[0] for forms in scene.attendees()]
    present = [p for p in people if scene.state.is_present(p.person_id)]
    areas = Counter(p.area or "nơi khác" for p in present if not p.is_guest)
    missing = [p for p in people if p.is_guest and not scene.state.is_present(p.person_id)]
    return Attendance(
        guests_present=tuple(scene.name_of(p.person_id) for p in present if p.is_guest),
        guests_absent=tuple(scene.name_of(p.person_id) for p in missing),
        areas=tuple(sorted(areas.items())),
    )


def said_of(scene: Scene, rows: Sequence[SessionEventRow], notes: Mapping[int, str]) -> dict[UUID, str]:
    """The secretary's notes beside the end of a turn or its decision, by question."""
    of_turn = {turn.turn_id: turn.question_id for turn in scene.state.turns}
    said: dict[UUID, list[str]] = {}
    for row in rows:
        if row.type in ABOUT_ANSWER and row.seq in notes:
            event: Any = event_of(row)
            question_id = getattr(event, "question_id", None) or of_turn.get(event.turn_id)
            if question_id:
                said.setdefault(question_id, []).append(notes[row.seq])
    return {question_id: "\n".join(texts) for question_id, texts in said.items()}


def public_name_of(scene: Scene, person_id: UUID) -> str:
    person = scene.people.get(person_id)
    return person.public_name if person and person.public_name else CITIZEN
