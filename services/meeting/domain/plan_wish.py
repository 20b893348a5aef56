"""What an officer chooses for one conference; everything else comes from the unit's profile."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from shared.calendar import OfficeHours, to_local
from shared.profiles import Profile
from shared.profiles.plan import Session

MODES = ("direct", "hybrid", "online", "written")
LONGEST_STEP_MIN = 480


@dataclass(frozen=True, slots=True)
class Wish:
    """The officer's choices. `minutes` are planned minutes by agenda step, `per_area` persons asked from each area.

    Rule: R-017, R-035, R-036, R-075, R-076, R-079, R-085, C-08
    """

    session_key: str
    starts_at: datetime
    venue: str
    chair_title: str
    chair_name: str
    signing: str
    signer_name: str
    mode: str
    title: str = ""
    minutes: Mapping[str, int] = field(default_factory=dict)
    per_area: int | None = None

    @property
    def chair(self) -> str:
        """'Trần Minh Đức, Phó Chủ tịch UBND xã', or the title alone while nobody is named."""
        return ", ".join(part for part in (self.chair_name, self.chair_title) if part)


def session_of(profile: Profile, key: str) -> Session | None:
    """The expected session of the year's plan with this key."""
    return next((session for session in profile.plan.sessions if session.key == key), None)


def title_of(profile: Profile, wish: Wish) -> str:
    """The officer's title, else one made from the session: 'Hội nghị đối thoại … 6 tháng cuối năm 2026'."""
    session = session_of(profile, wish.session_key)
    if wish.title or session is None:
        return wish.title or "Hội nghị đối thoại về thủ tục hành chính"
    half = session.name.removeprefix("Đối thoại ")
    return f"Hội nghị đối thoại về thủ tục hành chính {half} {to_local(wish.starts_at).year}"


def slug_of(profile: Profile, starts_at: datetime, taken: frozenset[str]) -> str:
    """'phu-xuyen-2026-11'; a second conference of the month gets '-2'."""
    base = f"{profile.unit.key}-{to_local(starts_at):%Y-%m}"
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 100))) if slug not in taken)


def hours_of(profile: Profile) -> OfficeHours:
    """The unit's office hours as the calendar reads them."""
    return OfficeHours(tuple((block.opens, block.closes) for block in profile.unit.office_hours))


def chosen(profile: Profile, wish: Wish) -> Profile:
    """The profile with the officer's choices in it: what an announcement freezes.

    Rule: R-035, R-075, R-085, R-098
    """
    plan = profile.plan
    agenda = tuple(s.model_copy(update={"minutes": wish.minutes.get(s.key, s.minutes)}) for s in plan.agenda)
    invitees = tuple(
        i.model_copy(update={"per_area": wish.per_area}) if i.per_area and wish.per_area is not None else i
        for i in plan.invitees
    )
    venue = plan.venue.model_copy(update={"name": wish.venue})
    changes = {"agenda": agenda, "invitees": invitees, "venue": venue, "mode": wish.mode}
    points = tuple(p.model_copy(update={"name": wish.venue}) if p.is_hall else p for p in profile.points)
    return profile.model_copy(update={"plan": plan.model_copy(update=changes), "points": points})
