"""The entry page's fields, read and checked."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from services.intake.domain.submission import Submission, problems_on_paper
from services.intake.store.rows import Scan
from services.intake.store.tables import Conference
from services.intake.usecases.receive import Incoming
from shared.calendar import to_instant, to_local
from shared.contracts.intake import Channel
from shared.identity.actor import Actor
from shared.profiles import Profile
from shared.web.forms import Form

ENTERED = (Channel.PAPER, Channel.COUNTER, Channel.POST, Channel.HOTLINE, Channel.EMAIL)


@dataclass(frozen=True, slots=True)
class Entry:
    """A read entry page; `errors` says what is missing, field by field."""

    conference: Conference | None
    incoming: Incoming | None
    errors: dict[str, str]


def read_entry(
    form: Form, profile: Profile, known: list[Conference], scans: tuple[Scan, ...], actor: Actor, now: datetime
) -> Entry:
    """Paper is received whatever is missing; conference, channel and time of receipt must be clear. Rule: R-011"""
    paper = Submission.read(
        form,
        form["attend"] or profile.form.attendance.fallback,
        form["publish_name"] or profile.form.publication.fallback,
        (),
    )
    conference = next((one for one in known if str(one.id) == form["conference"]), None)
    channel = next((one for one in ENTERED if one.value == form["channel"]), None)
    received_at = read_moment(form["received_on"], form["received_time"])
    errors = {
        **({} if conference else {"conference": "missing"}),
        **({} if channel else {"channel": "missing"}),
        **_time_problem(received_at, now),
        **problems_on_paper(paper, has_scan=bool(scans)),
        **({"read_back": "missing"} if channel is Channel.HOTLINE and not form["read_back"] else {}),
    }
    if errors or conference is None or channel is None or received_at is None:
        return Entry(conference, None, errors)
    incoming = Incoming(
        form=paper,
        channel=channel,
        received_at=received_at,
        actor=actor,
        signed_name=form["signed_name"][:120],
        has_stamp=bool(form["has_stamp"]),
        scans=scans,
        extra=(("read_back", bool(form["read_back"])), ("received_on", form["received_on"])),
    )
    return Entry(conference, incoming, {})


def read_moment(day: str, at: str) -> datetime | None:
    """The instant of a typed day and time on the clock of Việt Nam; None for nonsense."""
    try:
        return to_instant(date.fromisoformat(day), time.fromisoformat(at))
    except ValueError:
        return None


def defaults(form: Form, now: datetime, conference_id: UUID | None) -> Form:
    """The page's first values: now, the conference that is next, paper."""
    local = to_local(now)
    first = {
        "received_on": f"{local:%Y-%m-%d}",
        "received_time": f"{local:%H:%M}",
        "conference": str(conference_id or ""),
        "channel": Channel.PAPER.value,
    }
    return Form({name: [value] for name, value in first.items()} | form.fields)


def _time_problem(received_at: datetime | None, now: datetime) -> dict[str, str]:
    if received_at is None:
        return {"received_on": "odd"}
    return {"received_on": "future"} if received_at > now else {}
