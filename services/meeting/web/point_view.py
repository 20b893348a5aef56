"""The page of one point's operator: who is on air, who speaks, who of this point waits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.meeting.domain.line import in_order
from services.meeting.domain.points import Point
from services.meeting.domain.stage import on_stage, point_of, turn_point
from services.meeting.store.scene import Scene
from services.meeting.web import words
from services.meeting.web.console_view import Row, remaining_s, row


@dataclass(frozen=True, slots=True)
class InLine:
    """Somebody of this point who waits, and the number in the whole line."""

    number: int
    row: Row


def point_page(scene: Scene, point: Point, now: datetime) -> dict[str, Any]:
    """What the page of a point's operator needs."""
    state, rules = scene.state, scene.rules
    turn = state.turn
    last = next((one for one in reversed(state.turns) if not (one.is_open or one.put_back)), None)
    waiting = [
        InLine(number, row(scene, proposal.entry))
        for number, proposal in enumerate(in_order(state), 1)
        if point_of(state, rules, proposal.entry.person_id) == point
    ]
    return {
        "conference": scene.conference,
        "state": state,
        "point": point,
        "phase": words.PHASE[state.phase],
        "step": rules.step(state.step_key),
        "air": on_stage(state, rules),
        "turn": turn,
        "turn_point": turn_point(state, rules),
        "current": row(scene, state.entries[turn.question_id]) if turn else None,
        "last": row(scene, state.entries[last.question_id]) if last else None,
        "waiting": waiting,
        "present": sum(point_of(state, rules, id_) == point for id_ in state.marks if state.is_present(id_)),
        "server_now": now,
        "remaining_s": remaining_s(scene),
    }
