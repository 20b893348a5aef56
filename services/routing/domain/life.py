"""A question's life in routing: the states, the acts, and which act leads where."""

from dataclasses import dataclass, replace
from enum import StrEnum

from services.routing.domain.refusals import OutOfTurn
from shared.contracts.meeting import Outcome


class Life(StrEnum):
    """Where the question stands. Exactly one at a time."""

    TO_ASSIGN = "to_assign"
    ASSIGNED = "assigned"
    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    RELEASED = "released"
    CLOSED = "closed"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"


class Custody(StrEnum):
    """Whose hands it is in. Escalated: the superior decides, we stay the citizen's contact."""

    OWN = "own"
    REDIRECTED = "redirected"
    ESCALATED = "escalated"


class Escalation(StrEnum):
    """How far a report to the superior has come."""

    OPENED = "opened"
    REPORTED = "reported"
    REPLIED = "replied"


class Act(StrEnum):
    """What officers, facts and the room itself do to a question."""

    ASSIGN = "assign"
    REDIRECT = "redirect"
    DRAFT = "draft"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    REVISE = "revise"
    ESCALATE = "escalate"
    RELEASE = "release"
    CLOSE = "close"
    DUPLICATE = "duplicate"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


L, A = Life, Act
UNANSWERED = frozenset({L.TO_ASSIGN, L.ASSIGNED, L.DRAFTING, L.SUBMITTED, L.RETURNED})
OPEN = UNANSWERED | {L.APPROVED, L.RELEASED}
HELD = UNANSWERED - {L.TO_ASSIGN}

# Act → state before → state after. What is not here is refused.
TRANSITIONS: dict[Act, dict[Life, Life]] = {
    A.ASSIGN: {L.TO_ASSIGN: L.ASSIGNED},
    A.REDIRECT: dict.fromkeys(HELD, L.ASSIGNED),
    A.DRAFT: dict.fromkeys((L.ASSIGNED, L.DRAFTING, L.RETURNED), L.DRAFTING),
    A.SUBMIT: {L.DRAFTING: L.SUBMITTED},
    A.RETURN: {L.SUBMITTED: L.RETURNED},
    A.APPROVE: {L.SUBMITTED: L.APPROVED},
    A.REVISE: {L.APPROVED: L.DRAFTING},
    A.ESCALATE: {state: state for state in (*UNANSWERED, L.APPROVED)},
    A.RELEASE: {L.APPROVED: L.RELEASED, L.DUPLICATE: L.RELEASED},
    A.CLOSE: dict.fromkeys((*OPEN, L.DUPLICATE), L.CLOSED),
    A.DUPLICATE: dict.fromkeys((*UNANSWERED, L.APPROVED), L.DUPLICATE),
    A.WITHDRAW: dict.fromkeys((*OPEN, L.DUPLICATE), L.WITHDRAWN),
    A.REOPEN: {L.DUPLICATE: L.TO_ASSIGN},
}


@dataclass(frozen=True, slots=True)
class Question:
    """What the rules need to know of a question; frozen, each act gives a new one.

    `holder` is the department that answers, empty before the assignment and never two. `version` is the newest
    text, `approved` the version that may leave, `released` the version that left.
    """

    life: Life = Life.TO_ASSIGN
    custody: Custody = Custody.OWN
    holder: str = ""
    redirect_to: str = ""
    version: int = 0
    approved: int | None = None
    released: int | None = None
    outcome: Outcome | None = None
    escalation: Escalation | None = None

    @property
    def waits_for_superior(self) -> bool:
        """Reported upward and the reply is not recorded yet."""
        return self.escalation in (Escalation.OPENED, Escalation.REPORTED)

    @property
    def is_open(self) -> bool:
        return self.life in OPEN


def step(question: Question, act: Act) -> Question:
    """The question after an act by the table alone; a wish to hand on ends with the work it was about.

    Refuses what the table does not know: `OutOfTurn`.
    """
    after = TRANSITIONS[act].get(question.life)
    if after is None:
        raise OutOfTurn(act=act.value, life=question.life.value)
    return replace(question, life=after, redirect_to=question.redirect_to if after in HELD else "")
