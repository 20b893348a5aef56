"""A session in the mind only: people, questions, and commands that give the next session."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from services.meeting.domain import door, floor, gavel, stage, turns
from services.meeting.domain.agenda import HallRules, Step
from services.meeting.domain.entries import Source
from services.meeting.domain.facts_entry import EntryRegistered
from services.meeting.domain.log import LogEvent, Stamp, step
from services.meeting.domain.points import HALL, Point
from services.meeting.domain.presence import Presence
from services.meeting.domain.session import Session
from shared.contracts.intake import AnswerPath

SPACE = UUID("0198c0de-0000-7000-8000-000000000000")
START = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
RULES = HallRules(
    steps=(
        Step("opening", "Tuyên bố lý do", 10, False),
        Step("people_speak", "Người dân phát biểu", 70, True),
        Step("conclusion", "Kết luận", 15, False),
    ),
    speaking_s=180,
    extension_s=60,
    walk_in=True,
)
BRANCHES = replace(
    RULES,
    points=(
        HALL,
        Point("chi-nhanh-1", "Điểm cầu Chi nhánh số 1", "Chi nhánh 1"),
        Point("chi-nhanh-2", "Điểm cầu Chi nhánh số 2", "Chi nhánh 2"),
    ),
)


def person(name: str) -> UUID:
    return uuid5(SPACE, f"person {name}")


def question(name: str) -> UUID:
    return uuid5(SPACE, f"question {name}")


@dataclass
class World:
    """Keeps the log it made, so that a test can fold it again."""

    state: Session = field(default_factory=Session)
    log: list[tuple[LogEvent, Stamp]] = field(default_factory=list)
    now: datetime = START

    def take(self, events: Iterable[LogEvent], by: str = "Trần Thị Lan", after_s: int = 1) -> None:
        self.now += timedelta(seconds=after_s)
        for event in events:
            stamp = Stamp(self.now, by, by)
            self.state = step(self.state, event, stamp)
            self.log.append((event, stamp))

    def registers(self, name: str, area: str = "A", *, late: bool = False, who: str | None = None) -> UUID:
        path = AnswerPath.IN_WRITING if late else AnswerPath.AT_CONFERENCE
        entry = EntryRegistered(question(name), person(who or name), Source.REGISTERED, area, path, self.now)
        self.take(gavel.register(self.state, entry))
        return question(name)

    def raises(self, name: str, area: str = "A", follow_up_of: UUID | None = None) -> UUID:
        self.take(door.raise_question(self.state, RULES, question(name), person(name), area, self.now, follow_up_of))
        return question(name)

    def arrives(self, *names: str, at: str | None = None) -> None:
        for name in names:
            self.take(door.mark(self.state, person(name), Presence.PRESENT, "", point=at))

    def puts_on_air(self, key: str | None) -> None:
        self.take(stage.choose(self.state, BRANCHES, key))

    def opens(self) -> None:
        self.take(floor.open_session(self.state, RULES))
        self.take(floor.begin_step(self.state, RULES, "people_speak"))

    def calls(self, question_id: UUID, by: str = "Trần Thị Lan") -> UUID:
        turn_id = uuid5(SPACE, f"turn {len(self.log)}")
        self.take(turns.call(self.state, RULES, question_id, turn_id), by)
        return turn_id

    def ends(self, outcome: object = None) -> None:
        assert self.state.turn
        self.take(turns.end(self.state, self.state.turn.turn_id, outcome))  # type: ignore[arg-type]
