"""Only the department that holds a question writes its answer."""

from services.routing.domain.refusals import NotHolder
from services.routing.store.question_tables import QuestionRow
from shared.identity import Officer, Permission
from shared.refusals import Forbidden


def holds(row: QuestionRow, officer: Officer) -> bool:
    """Whether the officer writes for the department that holds the question."""
    return officer.may(Permission.DRAFT_ANSWER) and bool(row.holder) and officer.department == row.holder


def must_hold(row: QuestionRow, officer: Officer) -> None:
    """Refuses officers of other departments. Rule: R-043, R-069"""
    if not holds(row, officer):
        raise NotHolder()


def sees_work(row: QuestionRow, officer: Officer) -> bool:
    """Drafts and comments are for holder, host office and leader. Rule: R-013"""
    return (
        holds(row, officer) or officer.may(Permission.PROPOSE_ASSIGNMENT) or officer.may(Permission.CONFIRM_ASSIGNMENT)
    )


def must_see_work(row: QuestionRow, officer: Officer) -> None:
    if not sees_work(row, officer):
        raise Forbidden()
