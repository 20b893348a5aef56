"""What each role may do. Every route declares one of these, or says that it is public."""

from collections.abc import Iterable
from enum import StrEnum

from shared.identity.roles import Role


class Permission(StrEnum):
    """One kind of act."""

    SIGNED_IN = "signed_in"  # every officer
    MANAGE_UNIT = "manage_unit"
    OPERATE_SYSTEM = "operate_system"  # clock, dead letters
    PLAN_CONFERENCE = "plan_conference"
    REGISTER_QUESTION = "register_question"
    SCREEN_QUESTION = "screen_question"
    READ_DENUNCIATION = "read_denunciation"
    PROPOSE_ASSIGNMENT = "propose_assignment"
    CONFIRM_ASSIGNMENT = "confirm_assignment"
    READ_QUESTION = "read_question"
    DRAFT_ANSWER = "draft_answer"
    APPROVE_ANSWER = "approve_answer"
    RUN_SESSION = "run_session"
    WATCH_SESSION = "watch_session"
    WATCH_RECORDING = "watch_recording"  # a department: of its own questions
    REVIEW_RECORDING = "review_recording"  # what becomes public, how long it is kept
    OPERATE_POINT = "operate_point"  # only the officer's own point
    WRITE_MINUTES = "write_minutes"
    PUBLISH_RESULT = "publish_result"
    ISSUE_LETTER = "issue_letter"


P, R = Permission, Role
_OFFICE = {
    P.PLAN_CONFERENCE,
    P.REGISTER_QUESTION,
    P.SCREEN_QUESTION,
    P.READ_DENUNCIATION,
    P.PROPOSE_ASSIGNMENT,
    P.READ_QUESTION,
    P.RUN_SESSION,
    P.WATCH_SESSION,
    P.WATCH_RECORDING,
    P.REVIEW_RECORDING,
    P.WRITE_MINUTES,
    P.PUBLISH_RESULT,
}
_LEADER = {
    P.CONFIRM_ASSIGNMENT,
    P.APPROVE_ANSWER,
    P.READ_QUESTION,
    P.RUN_SESSION,
    P.WATCH_SESSION,
    P.WATCH_RECORDING,
}

GRANTS: dict[Role, frozenset[Permission]] = {
    R.ADMIN: frozenset({P.MANAGE_UNIT, P.OPERATE_SYSTEM}),
    R.HOST_OFFICE: frozenset(_OFFICE),
    R.LEADER: frozenset(_LEADER),
    R.DEPARTMENT: frozenset({P.DRAFT_ANSWER, P.READ_QUESTION, P.WATCH_SESSION, P.WATCH_RECORDING}),
    R.SECRETARY: frozenset({P.RUN_SESSION, P.WATCH_SESSION, P.WATCH_RECORDING, P.WRITE_MINUTES, P.READ_QUESTION}),
    R.CLERK: frozenset({P.REGISTER_QUESTION, P.ISSUE_LETTER, P.READ_QUESTION}),
    R.POINT_OPERATOR: frozenset({P.OPERATE_POINT}),
}


def allowed(roles: Iterable[Role], permission: Permission) -> bool:
    """Whether any of the roles grants the act."""
    return permission is Permission.SIGNED_IN or any(permission in GRANTS[role] for role in roles)
