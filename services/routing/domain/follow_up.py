"""What a question owes after any fact, in whichever order the facts came."""

from dataclasses import dataclass, replace
from enum import StrEnum

from services.routing.domain.life import Act, Escalation, Life, Question, step
from shared.contracts.meeting import OWED_IN_WRITING, Outcome


class Next(StrEnum):
    """What the room does by itself."""

    NOTHING = "nothing"
    ESCALATE = "escalate"
    RELEASE = "release"
    CLOSE_IN_HALL = "in_hall"
    CLOSE_GUIDED = "guided"


def next_of(question: Question, *, has_hall_note: bool) -> Next:
    """The one thing that follows now. Rule: R-033, R-095, R-096, C-12

    Written answers leave when the outcome asks for writing and a version is approved; over authority only when the
    superior's reply is recorded too. A question answered in the hall closes once there is something to show for it.
    """
    if not question.is_open or question.life is Life.RELEASED:
        return Next.NOTHING
    if question.outcome is Outcome.OVER_AUTHORITY and question.escalation is None:
        return Next.ESCALATE
    if question.outcome is Outcome.GUIDED:
        return Next.CLOSE_GUIDED
    if question.outcome is Outcome.ANSWERED_IN_HALL:
        return Next.CLOSE_IN_HALL if has_hall_note or question.approved else Next.NOTHING
    return Next.RELEASE if may_leave(question) else Next.NOTHING


def may_leave(question: Question) -> bool:
    """Whether the approved version may go out now: owed in writing, and nobody above us is still to speak."""
    over = question.outcome is Outcome.OVER_AUTHORITY
    spoken = question.escalation is Escalation.REPLIED if over else not question.waits_for_superior
    owed = question.outcome in OWED_IN_WRITING
    return owed and spoken and question.life is Life.APPROVED and question.approved is not None


def release(question: Question) -> Question:
    """The approved version leaves; refused a second time by the table."""
    return replace(step(question, Act.RELEASE), released=question.approved)


def close(question: Question) -> Question:
    """Nothing is owed any more."""
    return step(question, Act.CLOSE)


@dataclass(frozen=True, slots=True)
class Twin:
    """A duplicate as the first question's end finds it."""

    same_person: bool
    answered: bool  # the first one has an approved text
    outcome: Outcome | None  # the first one's


class TwinNext(StrEnum):
    """What becomes of a duplicate when its first question ends. Nobody is left without an answer."""

    RELEASE = "release"
    CLOSE = "close"
    REOPEN = "reopen"


def twin_next(twin: Twin) -> TwinNext:
    """Each duplicate's sender is answered too. Rule: R-011

    Heard in the hall, the same person needs no letter. Others get the approved text in writing; where there is none,
    the duplicate goes its own way again.
    """
    in_hall = twin.outcome in (Outcome.ANSWERED_IN_HALL, Outcome.GUIDED)
    if in_hall and twin.same_person:
        return TwinNext.CLOSE
    return TwinNext.RELEASE if twin.answered else TwinNext.REOPEN
