"""Facts of meeting: the frozen plan, the session, and each question's outcome."""

from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from shared.contracts.event import Contract, Event


class Outcome(StrEnum):
    """What the session did with a question. Exactly one at the gavel."""

    ANSWERED_IN_HALL = "answered_in_hall"
    TO_WRITE = "to_write"
    ABSENT = "absent"
    NOT_REACHED = "not_reached"
    OVER_AUTHORITY = "over_authority"
    GUIDED = "guided"


OWED_IN_WRITING = frozenset({Outcome.TO_WRITE, Outcome.ABSENT, Outcome.NOT_REACHED, Outcome.OVER_AUTHORITY})


class Watching(StrEnum):
    """Who may watch from home: nobody, everybody while the session runs, or everybody also afterwards."""

    OFF = "off"
    LIVE = "live"
    ARCHIVE = "archive"


class CalendarChanged(Event):
    """The unit's calendar overrides, whole. Rooms compute from their copy and store its version."""

    SUBJECT: ClassVar[str] = "evt.meeting.calendar.changed.v1"
    version: str
    overrides: tuple[dict[str, Any], ...]


class AnswerRule(Contract):
    """C-06: `n` days of `unit` from `start`; before the session never later than `cap_working_days` before T."""

    n: int
    unit: str  # "calendar" | "working"
    start: str  # "assignment_received" | "forwarded"
    cap_working_days: int = 2
    words: str


class PlannedDate(Contract):
    """One computed date of a plan, with the words of its rule."""

    key: str  # e.g. "registration_closes"
    label: str
    at: AwareDatetime
    words: str
    note: str = ""
    source: str = ""


class PointRef(Contract):
    """The hall or a branch point, as other rooms show it."""

    key: str
    name: str
    short_name: str
    address: str
    is_hall: bool = False


class ConferenceAnnounced(Event):
    """A plan is frozen law: rooms compute only from this fact, and again on a newer `version`."""

    SUBJECT: ClassVar[str] = "evt.meeting.conference.announced.v1"
    conference_id: UUID
    version: int
    slug: str
    title: str
    starts_at: AwareDatetime
    venue: str
    registration_opens_at: AwareDatetime
    registration_closes_at: AwareDatetime
    registration_words: str
    answer_rule: AnswerRule
    late_policy: str
    dates: tuple[PlannedDate, ...]
    calendar_version: str
    chair: str
    plan_number: str = ""
    plan_date: AwareDatetime | None = None
    cause: str = "announced"  # or "amended"
    points: tuple[PointRef, ...] = ()  # the hall first; branches only when the conference is held with them
    recorded: bool = False  # sound and picture are kept; everybody is told so beforehand


class SessionOpened(Event):
    """The session began; the roll is fixed and walk-ins join the line."""

    SUBJECT: ClassVar[str] = "evt.meeting.session.opened.v1"
    conference_id: UUID


class SessionConcluded(Event):
    """The gavel fell."""

    SUBJECT: ClassVar[str] = "evt.meeting.session.concluded.v1"
    conference_id: UUID


class WatchingChosen(Event):
    """The office opened or closed watching from home. Before the first such fact it is open while the session runs."""

    SUBJECT: ClassVar[str] = "evt.meeting.watching.chosen.v1"
    conference_id: UUID
    watching: Watching


class QuestionRaised(Event):
    """Somebody put a question in the hall. Name and text are pulled by intake, never broadcast."""

    SUBJECT: ClassVar[str] = "evt.meeting.question.raised.v1"
    question_id: UUID
    registration_id: UUID
    person_id: UUID
    conference_id: UUID


class QuestionConcluded(Event):
    """The question's one outcome."""

    SUBJECT: ClassVar[str] = "evt.meeting.question.concluded.v1"
    question_id: UUID
    conference_id: UUID
    outcome: Outcome
    seq: int  # of the session log
    note: str = ""


class ResultItem(Contract):
    """One reviewed, publishable question and its answer."""

    question_id: UUID
    code: str
    asked_by: str
    field: str
    question: str
    answer: str
    outcome: Outcome
    department: str


class ResultPublished(Event):
    """The reviewed result page of a conference."""

    SUBJECT: ClassVar[str] = "evt.meeting.result.published.v1"
    conference_id: UUID
    version: int
    summary: str
    figures: dict[str, int]
    items: tuple[ResultItem, ...]


class ClipShown(StrEnum):
    """How the public may see the film of a question. Nothing is public until a person decided so."""

    WITHHELD = "withheld"
    INITIAL = "initial"
    NAMED = "named"


class ClipChanged(Event):
    """The film of a question as it stands now; the newest fact counts. `seconds` 0: there is none.

    `label` names the speaker as a person decided, `path` plays it on our own origin; both empty while withheld.
    """

    SUBJECT: ClassVar[str] = "evt.meeting.clip.changed.v1"
    question_id: UUID
    conference_id: UUID
    seconds: int
    shown: ClipShown = ClipShown.WITHHELD
    label: str = ""
    path: str = ""


class WalkIn(Contract):
    """A question typed in the hall, as `rpc.meeting.walk_in.get.v1` answers."""

    question_id: UUID
    registration_id: UUID
    person_id: UUID
    conference_id: UUID
    full_name: str
    org_name: str = ""
    area: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    text: str
    raised_at: AwareDatetime
    code: str


class WalkInRequest(Contract):
    """`rpc.meeting.walk_in.get.v1`."""

    unit_id: str
    question_ids: tuple[UUID, ...]


class WalkInReply(Contract):
    """Unknown ids are left out."""

    walk_ins: tuple[WalkIn, ...]
