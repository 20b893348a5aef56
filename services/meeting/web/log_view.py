"""The log as rows to read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from services.meeting.store.codec import event_of
from services.meeting.store.scene import Scene
from services.meeting.store.session_tables import SessionEventRow
from services.meeting.web.log_words import Sentences

NO_NOTES: Mapping[int, str] = {}


@dataclass(frozen=True, slots=True)
class Line:
    """One event: when, what, who, and the words beside it."""

    seq: int
    at: datetime
    text: str
    who: str
    note: str
    kind: str  # first word of the type: turn, entry, presence …


def lines(scene: Scene, rows: Iterable[SessionEventRow], notes: Mapping[int, str] = NO_NOTES) -> list[Line]:
    """Readable lines in the order of the rows."""
    sentences = Sentences(scene.names(), scene.rules, scene.state.turns)
    told = [(row, sentences.say(event_of(row))) for row in rows]
    return [
        Line(row.seq, row.at, text, row.actor_name, notes.get(row.seq, ""), row.type.partition(".")[0])
        for row, text in told
    ]
