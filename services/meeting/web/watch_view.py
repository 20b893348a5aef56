"""What watchers at home read beside the picture: public names, places and topics, turn by turn.

Turns go by their number in the session: a receipt code opens the sender's own page and is never shown.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.meeting.domain.entries import Entry
from services.meeting.domain.session import Session
from services.meeting.domain.turn import Turn
from services.meeting.domain.watching import house_view, public_view
from services.meeting.store.conferences import profile_of
from services.meeting.store.scene import Scene
from services.meeting.web.hall_view import Shown, shown


@dataclass(frozen=True, slots=True)
class Heard:
    """One turn. Times are real time, as the pictures are stamped; an open turn has no end.

    `can_be_seen`: something of it was recorded.
    """

    number: int
    who: Shown
    begun_at: datetime
    ended_at: datetime | None
    can_be_seen: bool

    @property
    def where(self) -> str:
        """The point where there are several, else the person's own place as agreed."""
        return self.who.seat or self.who.place

    @property
    def caption(self) -> str:
        """One line under the picture."""
        name = f"{self.who.name}, {self.where}" if self.where else self.who.name
        return " · ".join(part for part in (f"Lượt {self.number}", name, self.who.topic) if part)


def turns_of(state: Session) -> list[Turn]:
    """The turns that were held, in their order."""
    return [turn for turn in state.turns if not turn.put_back and turn.question_id in state.entries]


def on_watch(state: Session) -> list[Entry]:
    """Whom the page names: everybody who had or has the floor."""
    return [state.entries[turn.question_id] for turn in turns_of(state)]


def watch(scene: Scene, offset: timedelta, recorded_from: datetime | None) -> dict[str, Any]:
    """What the watchers' picture needs. `offset`: how far business time is ahead of real time."""
    state = scene.state

    def heard(number: int, turn: Turn) -> Heard:
        who = shown(scene, state.entries[turn.question_id])
        ended_at = turn.ended_at - offset if turn.ended_at else None
        can_be_seen = recorded_from is not None and (ended_at is None or ended_at > recorded_from)
        return Heard(number, who, turn.called_at - offset, ended_at, can_be_seen)

    return {
        "conference": scene.conference,
        "unit_body": profile_of(scene.conference).unit.body,
        "state": state,
        "view": public_view(state),
        "house_view": house_view(state),
        "step": scene.rules.step(state.step_key),
        "heard": [heard(number, turn) for number, turn in enumerate(turns_of(state), 1)],
    }
