"""The hall's picture: public names and topics only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.meeting.domain.entries import Entry
from services.meeting.domain.line import in_order
from services.meeting.domain.session import Phase, Session
from services.meeting.store.conferences import profile_of
from services.meeting.store.scene import Scene
from services.meeting.web import words
from services.meeting.web.seat_view import seat_name

SHOWN_NEXT = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """A person on the screen: the name the person agreed to show, where from, and what it is about."""

    name: str
    place: str
    topic: str
    seat: str = ""  # the point, where there are several


def on_screen(state: Session) -> list[Entry]:
    """Whom the projector names: the speaker and the next three."""
    speaking = [state.entries[state.turn.question_id]] if state.turn else []
    return speaking + [proposal.entry for proposal in in_order(state)[:SHOWN_NEXT]]


def hall(scene: Scene, now: datetime) -> dict[str, Any]:
    """What the template of the projector needs."""
    state, rules = scene.state, scene.rules
    step = rules.step(state.step_key)
    number = next((i for i, s in enumerate(rules.steps, 1) if s.key == state.step_key), 0)
    stood_at = max(state.paused_at, state.turn.called_at) if state.paused_at and state.turn else None
    return {
        "conference": scene.conference,
        "unit_body": profile_of(scene.conference).unit.body,
        "phase": state.phase,
        "is_paused": state.phase is Phase.PAUSED,
        "step": step,
        "step_number": number,
        "steps_total": len(rules.steps),
        "turn": state.turn,
        "speaker": shown(scene, state.entries[state.turn.question_id]) if state.turn else None,
        "next": [shown(scene, proposal.entry) for proposal in in_order(state)[:SHOWN_NEXT]],
        "recording": state.recording_notice,
        "is_recorded": rules.is_recorded,
        "server_now": now,
        "remaining_s": int((state.turn.ends_at() - stood_at).total_seconds()) if stood_at and state.turn else None,
    }


def shown(scene: Scene, entry: Entry) -> Shown:
    person = scene.people.get(entry.person_id)
    seat = seat_name(scene.state, scene.rules, entry.person_id)
    name, _, place = (person.public_name if person else "").partition(", ")
    return Shown(name=_capital(name) or "Một công dân", place=place, topic=_topic(scene, entry), seat=seat)


def _topic(scene: Scene, entry: Entry) -> str:
    """The content group of the plan, else the part of the form: never the text."""
    question = scene.questions.get(entry.question_id)
    if question is None:
        return ""
    groups = {group.code: group.name for group in profile_of(scene.conference).plan.contents}
    return groups.get(question.content_group) or words.SECTION[question.section]


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
