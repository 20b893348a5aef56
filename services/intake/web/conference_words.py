"""A conference in the words of its public pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.intake.domain.window import Phase
from services.intake.store.conferences import window_of
from services.intake.store.tables import Conference
from shared.calendar import clock_time, instant_words, local_day, to_local, until_words
from shared.contracts.meeting import ConferenceAnnounced, PointRef, Watching

PHASE_WORDS: dict[Phase, tuple[str, str]] = {
    Phase.NOT_OPEN: ("neutral", "Chưa mở đăng ký"),
    Phase.OPEN: ("good", "Đang nhận phiếu đăng ký"),
    Phase.LATE: ("warn", "Đã hết hạn đăng ký"),
    Phase.IN_SESSION: ("info", "Đang họp"),
    Phase.CONCLUDED: ("neutral", "Đã kết thúc"),
}
# What a citizen does or waits for; who must do what by when inside the office stands on the officers' plan page.
FOR_CITIZENS = frozenset({"registration_opens", "registration_closes", "programme", "conference", "result_published"})
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Shown:
    """One conference as a citizen sees it now. `plan` is the announced fact it is shown from."""

    id: UUID
    slug: str
    title: str
    venue: str
    phase: Phase
    starts_at: datetime
    opens_at: datetime
    closes_words: str
    has_result: bool
    plan: ConferenceAnnounced
    watching: Watching = Watching.LIVE

    @property
    def branches(self) -> list[PointRef]:
        """Points that join the hall by picture and sound. Rule: R-186"""
        return [point for point in self.plan.points if not point.is_hall]

    @property
    def watch_words(self) -> str:
        """The words that lead to the picture; empty while there is nothing to see. Rule: R-024"""
        if not self.branches or self.watching is Watching.OFF:
            return ""
        if self.phase is Phase.IN_SESSION:
            return "Xem trực tiếp"
        is_kept = self.phase is Phase.CONCLUDED and self.watching is Watching.ARCHIVE
        return "Xem lại hội nghị" if is_kept else ""

    @property
    def phase_tag(self) -> tuple[str, str]:
        return ("good", "Đã công khai kết quả") if self.has_result else PHASE_WORDS[self.phase]


def shown(conference: Conference, now: datetime, *, has_result: bool = False) -> Shown:
    """The conference at `now`."""
    return Shown(
        id=conference.id,
        slug=conference.slug,
        title=conference.title,
        venue=conference.venue,
        phase=window_of(conference).phase(now),
        starts_at=conference.starts_at,
        opens_at=conference.opens_at,
        closes_words=closing_words(conference.closes_at),
        has_result=has_result,
        plan=ConferenceAnnounced.model_validate(conference.announced),
        watching=conference.watching,
    )


def closing_words(closes_at: datetime) -> str:
    """The last moment in time: "đến hết Thứ Hai, 16/11/2026 (24:00)", or "trước 17:00 …" where office hours end it."""
    if clock_time(closes_at) == "00:00":
        return until_words(local_day(closes_at - _INSTANT))
    return f"trước {instant_words(closes_at)}"


def date_words(at: datetime) -> str:
    """A planned date: the day alone where the instant is a day's end or beginning, else with its time."""
    local = to_local(at)
    if (local.hour, local.minute) == (0, 0):
        return until_words(local_day(at - _INSTANT))
    return instant_words(at)


def by_phase(conferences: Iterable[Shown]) -> dict[str, list[Shown]]:
    """The groups of the front page, in the order in which they matter to a visitor."""
    groups: dict[str, list[Shown]] = {"in_session": [], "open": [], "late": [], "not_open": [], "concluded": []}
    for one in sorted(conferences, key=lambda c: c.starts_at):
        groups[one.phase.value].append(one)
    groups["concluded"].reverse()
    return groups
