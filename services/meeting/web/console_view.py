"""The console's picture: the folded session joined with names, texts and answers, ready to print."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from services.meeting.domain.entries import Entry, Standing
from services.meeting.domain.line import Proposal, in_order
from services.meeting.domain.reasons import reason_for
from services.meeting.domain.session import Phase
from services.meeting.store.conference_tables import Status
from services.meeting.store.question_tables import Question
from services.meeting.store.scene import Scene
from services.meeting.web import words
from services.meeting.web.seat_view import places, seat_name, seats
from shared.calendar import local_day

SHOWN = 30  # more than an evening can hear; the others are listed by name


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as a row or as the big card. `above` and `below` are the anchors of its move buttons."""

    entry: Entry
    question: Question | None
    name: str
    person_id: UUID
    source: tuple[str, str]
    readiness: tuple[str, str]
    outcome: tuple[str, str] | None
    since: datetime  # in the hall and waiting
    seat: str = ""  # short name of the point, where there are several
    reason: str = ""
    is_first: bool = False
    is_placed: bool = False  # by an operator, against the rule's order
    above: UUID | None = None
    below: UUID | None = None

    @property
    def id(self) -> UUID:
        return self.entry.question_id

    @property
    def area(self) -> str:
        return self.entry.area

    @property
    def department(self) -> str:
        return self.question.department if self.question else ""

    @property
    def text(self) -> str:
        return self.question.text if self.question else ""


def row(scene: Scene, entry: Entry) -> Row:
    question = scene.questions.get(entry.question_id)
    mark = scene.state.mark_of(entry.person_id)
    return Row(
        entry=entry,
        question=question,
        name=scene.name_of(entry.person_id),
        person_id=entry.person_id,
        source=words.SOURCE[entry.source],
        readiness=words.READINESS[question.readiness] if question else ("neutral", ""),
        outcome=words.OUTCOME[entry.outcome] if entry.outcome else None,
        since=max(entry.arrived_at, mark.at) if mark else entry.arrived_at,
        seat=seat_name(scene.state, scene.rules, entry.person_id),
    )


def line(scene: Scene) -> list[Row]:
    """Who may be called now, in order, each with its reason and the anchors of its moves."""
    ordered = in_order(scene.state)
    ids = [proposal.entry.question_id for proposal in ordered]
    return [_placed(scene, proposal, ids, at) for at, proposal in enumerate(ordered)]


def _placed(scene: Scene, proposal: Proposal, ids: list[UUID], at: int) -> Row:
    return replace(
        row(scene, proposal.entry),
        reason=reason_for(proposal),
        is_first=at == 0,
        is_placed=bool(proposal.placed_by),
        above=ids[at - 2] if at >= 2 else None,
        below=ids[at + 1] if at + 1 < len(ids) else None,
    )


def console(scene: Scene, now: datetime) -> dict[str, Any]:
    """What the template of the console needs."""
    state = scene.state
    turn, ordered = state.turn, line(scene)
    return {
        "conference": scene.conference,
        "state": state,
        "phase": words.PHASE[state.phase],
        "is_open": state.is_open,
        "is_paused": state.phase is Phase.PAUSED,
        "is_prepared": state.phase is Phase.PREPARED,
        "is_draft": scene.conference.status is Status.DRAFT,
        "is_the_day": local_day(scene.conference.starts_at) == local_day(now),
        "is_concluded": state.phase is Phase.CONCLUDED,
        "takes_questions": scene.rules.takes_questions(state.step_key),
        "rules": scene.rules,
        "turn": turn,
        "current": row(scene, state.entries[turn.question_id]) if turn else None,
        "line": ordered[:SHOWN],
        "further": ordered[SHOWN:],
        "unanswered": _rows(scene, lambda e: e.standing is Standing.HEARD and e.outcome is None),
        "heard": _rows(scene, lambda e: e.standing is Standing.HEARD and e.outcome is not None),
        "skipped": _rows(scene, lambda e: e.standing is Standing.SKIPPED),
        "expected": _rows(scene, lambda e: _is_expected(scene, e)),
        "in_writing": _rows(scene, lambda e: not e.speaks and e.standing is Standing.WAITING),
        "places": places(state, scene.rules),
        "seats": seats(scene.rules),
        "at": "",  # the door on the console is the hall's
        "server_now": now,
        "remaining_s": remaining_s(scene),
    }


def _rows(scene: Scene, chosen: Any) -> list[Row]:
    entries: Iterable[Entry] = scene.state.entries.values()
    return [row(scene, entry) for entry in entries if chosen(entry)]


def _is_expected(scene: Scene, entry: Entry) -> bool:
    """Registered for the hall, and not checked in yet."""
    return entry.standing is Standing.WAITING and entry.speaks and not scene.state.is_present(entry.person_id)


def remaining_s(scene: Scene) -> int | None:
    """The turn's clock while it stands in a break."""
    state = scene.state
    if state.turn is None or state.paused_at is None:
        return None
    stood_at = max(state.paused_at, state.turn.called_at)
    return int((state.turn.ends_at() - stood_at).total_seconds())
