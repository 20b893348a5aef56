"""The rules of the plan as data: every window, deadline and choice, with the plan's own words."""

from typing import Literal

from shared.contracts.intake import Channel
from shared.profiles.part import Part, Rule

DayUnit = Literal["calendar", "working"]
Start = Literal["conference", "plan_published", "received", "accepted", "assignment_received", "forwarded", "concluded"]


class DayRule(Rule):
    """`n` days of `unit` before or after `start`, whose own day is not counted.

    The unit is the plan's word and never inferred (C-03). A last day that is a day off rolls `earlier` for our own
    duties and `later` where the limit binds a citizen (C-04).
    """

    n: int
    unit: DayUnit
    direction: Literal["before", "after"]
    start: Start
    roll: Literal["earlier", "later"]


class Switch(Rule):
    """Something that is on or off."""

    enabled: bool


class LatePolicy(Rule):
    """Where a form goes that came late (C-11). Nothing carries a form into the next session yet: no plan may say so."""

    value: Literal["written_answer"]


class Allowance(Rule):
    """A time allowance in seconds."""

    seconds: int


class Registration(Part):
    """When and how forms are received (C-01, C-02, C-05)."""

    mode: Literal["offset", "fixed", "announced", "none"]
    channels: tuple[Channel, ...]
    window_words: str  # the plan, verbatim
    close_words: str  # the plan, verbatim
    opens: DayRule
    closes: DayRule
    electronic_24x7: Switch
    counter_in_office_hours: Switch
    walk_in: Switch
    late_policy: LatePolicy


class Answer(Part):
    """How long a department has, and when it all must lie before the leaders (C-06, C-07)."""

    screening: DayRule
    assignment: DayRule
    deadline: DayRule
    cap: DayRule
    compiled: DayRule
    after_session: DayRule
    guidance: DayRule
    absent: Switch


class Around(Part):
    """What is sent and published around a session (C-23)."""

    announcement: DayRule
    invitations: DayRule
    area_lists: DayRule
    programme: DayRule
    result_published: DayRule
    report_to_superior: DayRule


class Hall(Part):
    """How the floor is shared (C-13)."""

    speaking: Allowance
    extension: Allowance
    queue: Rule
    online: Switch
    records: bool = True  # sound and picture are kept, where the conference has branch points


class Rules(Part):
    """All rules of a profile."""

    registration: Registration
    answer: Answer
    around: Around
    hall: Hall

    def all(self) -> dict[str, Rule]:
        """Every rule by its dotted key, in the order of the profile: `registration.closes`, `answer.deadline` …"""
        return {f"{group}.{name}": value for group, part in self for name, value in part if isinstance(value, Rule)}
