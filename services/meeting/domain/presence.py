"""Who is in the hall."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Presence(StrEnum):
    """What the door noted about a person."""

    PRESENT = "present"
    EXCUSED = "excused"  # absent, told the organisers (C-12)
    ABSENT = "absent"
    REFUSED = "refused"  # not let in, with a reason


class RefusalReason(StrEnum):
    """Why a person may not take part. No medical proof is asked.

    Rule: R-057, C-26
    """

    NO_CAPACITY = "no_capacity"  # mất năng lực hành vi dân sự
    INTOXICATED = "intoxicated"  # sử dụng rượu, bia, chất kích thích
    NOT_CONCERNED = "not_concerned"  # không có quyền và nghĩa vụ liên quan
    DISORDER = "disorder"  # không chấp hành điều hành của chủ trì


@dataclass(frozen=True, slots=True)
class Mark:
    """The door's newest note about one person; earlier ones stay in the log."""

    presence: Presence
    at: datetime
    area: str = ""
    reason: RefusalReason | None = None
    is_guest: bool = False  # came without a question
    point: str = ""  # the branch point they came to; empty in the hall
