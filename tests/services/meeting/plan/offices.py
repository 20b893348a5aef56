"""An office of its own for each test: a unit, its officers, and what the room told the others."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import select

from deploy.local.testing import StackHandle
from services.meeting.domain.plan_wish import Wish
from services.meeting.store.conference_tables import Conference
from services.meeting.usecases.act import By
from services.meeting.usecases.announce_conference import Paper, announce_conference
from services.meeting.usecases.plan_conference import draft_conference
from services.meeting.usecases.take_unit import take_unit
from shared.calendar import to_instant
from shared.contracts import decode
from shared.contracts.event import Event
from shared.contracts.routing import UnitChanged
from shared.database.engine import Database
from shared.identity import Role, tokens
from shared.ids import new_id
from shared.messaging.tables import outbox
from shared.profiles import Profile, load_profile
from tests.services.meeting.live import support

NOW = to_instant(date(2026, 11, 2), time(9))
T = to_instant(date(2026, 11, 26), time(14))


@dataclass
class Office:
    """One unit of its own."""

    database: Database
    unit_id: str

    @property
    def by(self) -> By:
        return By(self.unit_id, "officer-1", "Lê Thị Hạnh")

    async def told(self, kind: type[Event]) -> list[Any]:
        """What this unit put into the outbox, oldest first."""
        async with self.database.transaction() as session:
            statement = select(outbox.c.body).where(outbox.c.subject == kind.SUBJECT).order_by(outbox.c.id)
            facts = [decode(kind.SUBJECT, body) for body in (await session.execute(statement)).scalars()]
        return [fact for fact in facts if fact.unit_id == self.unit_id]

    async def has_profile(self, profile: Profile, version: int = 1) -> None:
        fact = UnitChanged(
            unit_id=self.unit_id,
            occurred_at=NOW,
            version=version,
            profile=profile.model_dump(mode="json"),
            departments=(),
        )
        async with self.database.transaction() as session:
            await take_unit(session, fact)

    async def drafts(self, starts_at: datetime = T, now: datetime = NOW, **changes: Any) -> UUID:
        conference_id = new_id()
        async with self.database.transaction() as session:
            await draft_conference(session, conference_id, wish(starts_at, **changes), self.by, now)
        return conference_id

    async def announces(self, starts_at: datetime = T, now: datetime = NOW, paper: Paper | None = None) -> UUID:
        conference_id = await self.drafts(starts_at, now)
        async with self.database.transaction() as session:
            await announce_conference(session, conference_id, paper or Paper("98a", date(2026, 11, 2)), self.by, now)
        return conference_id

    async def conference(self, conference_id: UUID) -> Conference:
        async with self.database.transaction() as session:
            return await session.get_one(Conference, conference_id)


def wish(starts_at: datetime = T, **changes: Any) -> Wish:
    values: dict[str, Any] = {
        "session_key": "second-half",
        "starts_at": starts_at,
        "venue": "Hội trường tầng 2 Đảng ủy xã Phú Xuyên",
        "chair_title": "Phó Chủ tịch UBND xã",
        "chair_name": "Trần Minh Đức",
        "signing": "deputy_for_committee",
        "signer_name": "Trần Minh Đức",
        "mode": "direct",
        "minutes": {},
        "per_area": 2,
    }
    return Wish(**values | changes)


async def office(database: Database, profile: str = "phu-xuyen") -> Office:
    """A fresh unit with a profile of its own."""
    made = Office(database, f"don-vi-{str(new_id())[-12:]}")
    await made.has_profile(load_profile(profile))
    return made


class Browser:
    """An officer without scripts: plain pages and plain posts."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._csrf = ""

    async def get(self, path: str) -> httpx.Response:
        answer = await self._client.get(path)
        found = answer.text.partition('name="csrf" content="')[2].partition('"')[0]
        self._csrf = found or self._csrf
        return answer

    async def post(self, path: str, **fields: Any) -> httpx.Response:
        data = {name: str(value) for name, value in fields.items()} | {"csrf": self._csrf}
        return await self._client.post(path, data=data)


@contextlib.asynccontextmanager
async def browser(servers: StackHandle, url: str, unit_id: str, *roles: Role) -> AsyncIterator[Browser]:
    """Signed in with these roles; the host office when none is named."""
    who = support.officer("Lê Thị Hạnh", *(roles or (Role.HOST_OFFICE,)), unit_id=unit_id)
    cookies = {tokens.COOKIE: support.cookie(servers, who)}
    async with httpx.AsyncClient(base_url=url, cookies=cookies, timeout=30, follow_redirects=True) as client:
        made = Browser(client)
        await made.get("/meeting/")
        yield made


def in_days(days: int) -> datetime:
    """A time of day some days after the real now: the open room has a real clock."""
    from shared.clock import real_now

    return to_instant((real_now() + timedelta(days=days)).date(), time(14))
