"""A question's life at the door: which act is possible in which state."""

from enum import StrEnum
from typing import ClassVar

from shared.contracts.intake import ExclusionReason
from shared.refusals import Refusal


class State(StrEnum):
    """Intake owns a question in these states; from `accepted` on routing carries it further."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    TURNED_AWAY = "turned_away"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What a person does to a question. Software never excludes one (R-016, C-10)."""

    ACCEPT = "accept"
    REACCEPT = "reaccept"
    TURN_AWAY = "turn_away"
    MARK_DUPLICATE = "mark_duplicate"
    SPLIT = "split"
    CLASSIFY = "classify"
    WITHDRAW = "withdraw"


OPEN = frozenset({State.RECEIVED, State.ACCEPTED})
MOVES: dict[Act, frozenset[State]] = {
    Act.ACCEPT: frozenset({State.RECEIVED}),
    Act.REACCEPT: frozenset({State.TURNED_AWAY}),
    Act.TURN_AWAY: frozenset({State.RECEIVED}),
    Act.MARK_DUPLICATE: OPEN,
    Act.SPLIT: frozenset({State.RECEIVED}),
    Act.CLASSIFY: OPEN,
    Act.WITHDRAW: OPEN | {State.DUPLICATE},
}
STATE_WORDS: dict[State, str] = {
    State.RECEIVED: "chờ phân loại",
    State.ACCEPTED: "đã nhận",
    State.TURNED_AWAY: "không đưa vào hội nghị",
    State.DUPLICATE: "trùng nội dung",
    State.WITHDRAWN: "đã rút",
}


class QuestionMoved(Refusal):
    """The question is no longer in a state where this act means anything; somebody was faster."""

    code: ClassVar[str] = "question_moved"


class ReasonNeeded(Refusal):
    """The act must say why."""

    code: ClassVar[str] = "reason_needed"
    status: ClassVar[int] = 422


def check(act: Act, state: State, code: str) -> None:
    """Refuses an act that the state does not allow. Rule: R-011"""
    if state not in MOVES[act]:
        raise QuestionMoved(code=code, state=STATE_WORDS[state])


def must_hide(reason: ExclusionReason) -> bool:
    """Whether name and text stay hidden from everybody without the permission: a denouncer is never disclosed.

    Rule: R-016, C-27
    """
    return reason is ExclusionReason.DENUNCIATION
