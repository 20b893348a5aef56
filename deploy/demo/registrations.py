"""The hand-written registrations of the demo, as values."""

import unicodedata
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from shared.calendar import local_day, to_instant

FILES = ("registrations.yaml", "city_registrations.yaml")


class Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Received(Row):
    """How many days before the conference, and at what time."""

    days_before: int
    time: time


class Handling(Row):
    """What the officers do with one question of the form."""

    screening: str
    group: str = ""
    department: str = ""
    redirected_from: str = ""
    guide_to: str = ""
    duplicate_of: str = ""
    kind: str = "answer"
    answer: str = ""
    legal_basis: str = ""
    outcome: str = ""


class Registration(Row):
    """One form, one call, or one person who stood up in the hall."""

    key: str
    conference: str
    channel: str
    received: Received
    full_name: str
    org_name: str = ""
    phone: str = ""
    email: str = ""
    house: str
    area: str
    point: str = ""  # where the person comes to; empty: the hall
    content_tthc: str = ""
    content_settlement: str = ""
    publish_name: bool
    attend: bool
    unicode: str = "NFC"
    handling: dict[str, Handling]

    def received_at(self, conference_at: datetime) -> datetime:
        """The legal time of receipt for a conference at this moment."""
        day = local_day(conference_at) - timedelta(days=self.received.days_before)
        return to_instant(day, self.received.time)

    def handlings(self) -> list[Handling]:
        """In the order the product numbers the questions of a form."""
        return [self.handling[s] for s in ("procedure", "settlement") if s in self.handling]

    def typed(self, text: str) -> str:
        """As the sender's keyboard made it."""
        return unicodedata.normalize("NFD", text) if self.unicode == "NFD" else text


@cache
def registrations(conference: str) -> tuple[Registration, ...]:
    """Those of one demo conference: open, live or concluded of the commune, hybrid of the centre."""
    folder = Path(__file__).parent / "data"
    raw = [row for name in FILES for row in yaml.safe_load((folder / name).read_text("utf-8"))["registrations"]]
    return tuple(Registration.model_validate(row) for row in raw if row["conference"] == conference)
