"""Questions as screens show them: every code already a Vietnamese word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from services.routing.domain import words
from services.routing.domain.due import Clock, clock_of
from services.routing.domain.life import Life
from services.routing.store.question_tables import HistoryRow, QuestionRow
from services.routing.store.questions import state_of
from services.routing.store.reads import Listed
from shared.calendar import clock_time, local_day, remaining_words, short_date
from shared.profiles import Profile

CLOCK_KINDS = {
    Clock.OVERDUE: "bad",
    Clock.LATE: "warn",
    Clock.STOPPED: "info",
    Clock.MET: "good",
    Clock.RUNNING: "neutral",
    Clock.NONE: "",
}
KINDS_OF_WHAT = {
    words.What.APPROVED: "good",
    words.What.DELIVERED: "good",
    words.What.CLOSED: "good",
    words.What.RETURNED: "warn",
    words.What.REDIRECTED: "warn",
    words.What.REDIRECT_PROPOSED: "warn",
    words.What.DUE_SOON: "warn",
    words.What.OVERDUE: "bad",
    words.What.FAILED: "bad",
    words.What.ESCALATED: "info",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list."""

    row: QuestionRow
    conference: str
    state: tuple[str, str]  # kind, words
    clock: Clock
    clock_words: str
    clock_kind: str
    due: str
    left: str
    outcome: str
    holder: str


def line_of(listed: Listed, now: datetime) -> Line:
    """The row with its words at this moment."""
    row = listed.row
    clock = clock_of(row.life, row.due_at, row.handed_in_at, state_of(row).waits_for_superior, now)
    return Line(
        row=row,
        conference=listed.conference,
        state=state_words(row),
        clock=clock,
        clock_words=words.CLOCK_WORDS[clock],
        clock_kind=CLOCK_KINDS[clock],
        due=due_day(row),
        left=_left(row, clock, now),
        outcome=words.OUTCOME_WORDS[row.outcome] if row.outcome else "",
        holder=row.holder_name,
    )


def lines_of(listed: Iterable[Listed], now: datetime) -> list[Line]:
    return [line_of(one, now) for one in listed]


def state_words(row: QuestionRow) -> tuple[str, str]:
    """The badge: pending redirect and waiting for the superior are told before the plain state."""
    if row.redirect_to:
        return "warn", "Đề nghị chuyển"
    if state_of(row).waits_for_superior and row.life not in (Life.CLOSED, Life.WITHDRAWN):
        return "info", "Chờ cấp trên"
    if row.life is Life.RELEASED and row.delivery_problem:
        return "bad", "Gửi chưa được"
    return words.LIFE_KINDS[row.life], words.LIFE_WORDS[row.life]


def due_day(row: QuestionRow) -> str:
    """The last day of the term; the instant stored is the 24:00 that ends it."""
    return short_date(last_day(row.due_at)) if row.due_at else ""


def last_day(due_at: datetime) -> date:
    """The day whose end the due instant is."""
    return local_day(due_at - timedelta(seconds=1))


def left_words(due_at: datetime, now: datetime) -> str:
    """'còn 3 ngày', 'quá hạn 2 ngày'."""
    return remaining_words(local_day(now), last_day(due_at))


def _left(row: QuestionRow, clock: Clock, now: datetime) -> str:
    if row.due_at is None:
        return ""
    if row.handed_in_at is not None:
        return "nộp đúng hạn" if clock is Clock.MET else "nộp trễ hạn"
    if clock is Clock.STOPPED:
        return "tạm dừng"
    return left_words(row.due_at, now) if clock is not Clock.NONE else ""


class Entry(NamedTuple):
    """One line of the history, as the history macro reads it."""

    title: str
    at: str
    at_iso: str
    who: str
    text: str
    kind: str


def history_of(rows: Sequence[HistoryRow]) -> list[Entry]:
    return [
        Entry(
            title=words.WHAT_WORDS[row.what].capitalize(),
            at=f"{clock_time(row.at)} {short_date(local_day(row.at))}",
            at_iso=row.at.isoformat(),
            who=row.who,
            text=row.reason,
            kind=KINDS_OF_WHAT.get(row.what, "neutral"),
        )
        for row in rows
    ]


def departments_of(profile: Profile) -> list[tuple[str, str]]:
    """The departments that may answer, as select options."""
    return [(d.key, d.name) for d in profile.departments if not d.restricted]


def kinds() -> list[tuple[str, str]]:
    return [(kind.value, text) for kind, text in words.KIND_WORDS.items()]
