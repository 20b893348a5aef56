"""The office plans a conference and publishes it."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from deploy.demo.house import House
from shared.calendar import local_day, to_local


class Announced(NamedTuple):
    """A published conference."""

    conference_id: UUID
    slug: str


async def announce(house: House, starts_at: datetime, title: str, number: str, now: datetime) -> Announced:
    """Plan for a moment, then publish with the number văn thư gave."""
    office = await house.person("vanphong")
    local = to_local(starts_at)
    choices = {
        "title": title,
        "day": f"{local:%Y-%m-%d}",
        "time": f"{local:%H:%M}",
        "chair_title": "Phó Chủ tịch UBND xã",
        "chair_name": "Trần Minh Đức",
        "signer_name": "Trần Minh Đức",
    }
    response = await office.send("/meeting/plan/new", choices)
    conference_id = UUID(str(response.url).rsplit("/", 1)[-1])
    paper = {"number": number, "signed_on": f"{local_day(now):%Y-%m-%d}", "signer_name": "Trần Minh Đức"}
    await office.send(f"/meeting/plan/{conference_id}/publish", paper)
    await house.rest()
    slug = await house.value("select slug from meeting.conferences where conference_id = $1", conference_id)
    return Announced(conference_id, str(slug))
