"""The page of films: one row a question that was put in the hall, and the recording they are cut from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.clips import clip_name
from services.meeting.domain.retention import kept_through
from services.meeting.domain.stage import point_of
from services.meeting.domain.timeline import MICRO, Stretch, holes, recorded, stretch
from services.meeting.domain.turn import Turn
from services.meeting.domain.watching import speakers
from services.meeting.store import film_orders, films, people, recordings
from services.meeting.store.clip_tables import Done, RecordingHistory
from services.meeting.store.films import Film
from services.meeting.store.recording_tables import FilmState, RecordingRow
from services.meeting.store.recordings import Part
from services.meeting.store.scene import Scene
from services.meeting.web.clip_words import DONE, MISSING, SHOWN, Line, decided, done
from shared.identity import Officer


@dataclass(frozen=True, slots=True)
class Track:
    """One point's own recording, as far as the store has it; each part is a film."""

    point: str
    name: str
    parts: list[Part]
    is_on: bool

    @property
    def seconds(self) -> float:
        return sum(part.duration_us for part in self.parts) / MICRO

    @property
    def is_split(self) -> bool:
        return len(self.parts) > 1

    @property
    def bytes(self) -> int:
        return sum(part.size for part in self.parts)


@dataclass(frozen=True, slots=True)
class Row:
    """A question that was put in the hall. Without a film `missing` says why."""

    question_id: UUID
    code: str
    who: str
    point: str
    film: Film | None
    missing: str
    history: list[Line]

    @property
    def place(self) -> Stretch:
        assert self.film
        return stretch(self.film.clip.start_us, self.film.clip.end_us)

    @property
    def seconds(self) -> float:
        return self.film.clip.duration_us / 1_000_000 if self.film else 0

    @property
    def gap_s(self) -> float:
        return self.film.clip.gap_us / 1_000_000 if self.film else 0

    @property
    def is_outdated(self) -> bool:
        """A person decided otherwise before it was cut anew, or before the consent was taken back."""
        return bool(self.film and self.film.decision and self.film.decision.shown is not self.film.shown)


async def clip_page(session: AsyncSession, scene: Scene, officer: Officer) -> dict[str, Any]:
    """What the page shows to this officer: a department sees the films of its own questions."""
    id_ = scene.conference.conference_id
    recording = await recordings.find(session, id_)
    spans = await recordings.spans_of(session, id_)
    history = await films.history_of(session, id_)
    rows = await _rows(session, scene, history)
    return {
        "conference": scene.conference,
        "rows": [row for row in rows if officer.may_watch_film(_department(scene, row.question_id))],
        "shown_words": SHOWN,
        "recording": recording if recording and recording.doomed_at is None else None,
        "tracks": await _tracks(session, scene),
        "holds_erased": bool(await people.erased_among(session, speakers(scene.state))),
        "is_going": bool(recording and recording.doomed_at),
        "recorded": recorded(spans),
        "holes": holes(spans),
        "kept_through": _kept_through(recording),
        "history": [done(line) for line in history if line.what in DONE],
    }


async def _tracks(session: AsyncSession, scene: Scene) -> list[Track]:
    tracks = await recordings.tracks_of(session, scene.conference.conference_id)
    return [await _track(session, scene, row) for row in tracks]


async def _track(session: AsyncSession, scene: Scene, row: RecordingRow) -> Track:
    point = scene.rules.point(row.point)
    name = point.short_name if point else row.point
    return Track(row.point, name, await recordings.parts_of(session, row.conference_id), row.is_on)


def _kept_through(recording: RecordingRow | None) -> date | None:
    return kept_through(recording.delete_at) if recording and recording.delete_at else None


def _department(scene: Scene, question_id: UUID) -> str:
    question = scene.questions.get(question_id)
    return question.department_key if question else ""


async def _rows(session: AsyncSession, scene: Scene, history: Sequence[RecordingHistory]) -> list[Row]:
    found = await films.films_of(session, scene)
    orders = await film_orders.states_of(session, scene.conference.conference_id)
    heard = {turn.question_id: turn for turn in scene.state.turns if not (turn.is_open or turn.put_back)}
    erased = {line.question_id for line in history if line.what is Done.ERASED}
    return [
        _row(scene, turn, found.get(id_), orders.get(clip_name(id_)), history)
        for id_, turn in heard.items()
        if id_ not in erased and (id_ in found or clip_name(id_) in orders)
    ]


def _row(
    scene: Scene, turn: Turn, film: Film | None, order: FilmState | None, history: Sequence[RecordingHistory]
) -> Row:
    question = scene.questions.get(turn.question_id)
    own = [line for line in history if line.question_id == turn.question_id and line.what is Done.DECIDED]
    return Row(
        question_id=turn.question_id,
        code=question.code if question else "",
        who=scene.name_of(turn.person_id),
        point=point_of(scene.state, scene.rules, turn.person_id).short_name,
        film=film,
        missing="" if film else MISSING[order or FilmState.NONE],
        history=[decided(line) for line in own],
    )
