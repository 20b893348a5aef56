"""The suggestion and the term of a decision, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.intake.domain.kinds import KIND_WORDS, Kind
from services.intake.domain.notice import REASON_WORDS
from shared.calendar import DayUnit, WorkingCalendar, add_days, local_day
from shared.contracts.intake import ExclusionReason
from shared.profiles import Profile

REASONS = tuple((reason, REASON_WORDS[reason]) for reason in ExclusionReason)
TAG_KINDS = {
    Kind.IN_SCOPE: "good",
    Kind.COMPLAINT: "warn",
    Kind.DENUNCIATION: "bad",
    Kind.NOT_PROCEDURE: "warn",
    Kind.UNREADABLE: "warn",
}


@dataclass(frozen=True, slots=True)
class SuggestionTag:
    """A suggestion as the desk shows it. `easy`: a row that may be ticked for acceptance at once."""

    kind: str
    words: str
    reasons: tuple[str, ...]
    mixed: bool
    easy: bool


def tag_of(stored: Mapping[str, Any]) -> SuggestionTag:
    """The stored suggestion in words; a question without one asks for careful reading."""
    kind = Kind(stored.get("kind", Kind.IN_SCOPE))
    sure = bool(stored.get("sure"))
    words = KIND_WORDS[kind] if sure else f"{KIND_WORDS[kind]}, cần đọc kỹ"
    colour = TAG_KINDS[kind] if sure else "info"
    return SuggestionTag(
        colour, words, tuple(stored.get("reasons", ())), bool(stored.get("mixed")), kind is Kind.IN_SCOPE and sure
    )


def due_on(profile: Profile, calendar: WorkingCalendar, received_at: datetime) -> date:
    """The day by which a question should be screened, by the plan's own rule. Rule: C-03"""
    rule = profile.rules.answer.screening
    return add_days(calendar, local_day(received_at), rule.n, DayUnit(rule.unit)).day
