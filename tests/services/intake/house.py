"""A unit with its conference, told to intake as the other rooms would, and people in front of a browser."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from uuid import UUID

import httpx
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.bus import handlers
from services.intake.store.tables import Question, Registration
from shared.contracts.event import Event
from shared.contracts.meeting import AnswerRule, ConferenceAnnounced, PlannedDate, SessionConcluded, SessionOpened
from shared.contracts.routing import UnitChanged
from shared.identity import Officer, Role, tokens
from shared.ids import new_id
from shared.messaging import tables
from shared.profiles import Profile, load_profile, read_profile
from shared.web.room import Room

FORM = {
    "full_name": "Nguyễn Văn Cường",
    "org_name": "",
    "phone": "0912 345 678",
    "address": "số 5, thôn Nam Quất, xã Phú Xuyên, thành phố Hà Nội",
    "email": "",
    "content_tthc": "Xin hỏi thủ tục tách thửa đất ở cần những giấy tờ gì, nộp ở đâu?",
    "content_settlement": "",
    "attend": "yes",
    "publish_name": "no",
    "declared-accuracy": "1",
    "declared-participation": "1",
}


@dataclass
class Browser:
    """Cookies, the CSRF value of the last page, and forms sent as a browser without script sends them."""

    client: httpx.AsyncClient
    csrf: str = ""

    async def get(self, path: str) -> httpx.Response:
        response = await self.client.get(path)
        self._remember(response)
        return response

    async def post(self, path: str, fields: dict[str, Any], **more: Any) -> httpx.Response:
        data = {"csrf": self.csrf, "command_id": str(new_id())} | fields
        response = await self.client.post(path, data=data, **more)
        self._remember(response)
        return response

    def _remember(self, response: httpx.Response) -> None:
        if found := re.search(r'name="csrf"(?: value| content)="([^"]+)"', response.text):
            self.csrf = unescape(found[1])


@dataclass
class House:
    """One unit of its own; `now` is the business time at which it was set up."""

    app: FastAPI
    private_key: str
    unit_id: str = field(default_factory=lambda: f"unit-{new_id().hex[-10:]}")
    conference_id: UUID = field(default_factory=new_id)

    @property
    def room(self) -> Room:
        room: Room = self.app.state.room
        return room

    @property
    def now(self) -> datetime:
        return self.room.clock.now()

    @property
    def slug(self) -> str:
        return f"hoi-nghi-{self.conference_id.hex[-10:]}"

    @property
    def profile(self) -> Profile:
        data = load_profile("phu-xuyen").model_dump(mode="json")
        data["unit"]["key"] = self.unit_id
        return read_profile(data)

    async def tell(self, *facts: Event, ask: Any = None) -> None:
        """Hand facts to intake's own handlers, each in its transaction."""
        known = handlers(self.room.clock, ask) if ask else handlers(self.room.clock)
        for fact in facts:
            async with self.room.database.transaction() as session:
                await known.handle(session, fact)

    async def open(self, **dates: Any) -> "House":
        """The unit and its announced conference, open for registration unless told otherwise."""
        profile = self.profile.model_dump(mode="json")
        unit = UnitChanged(unit_id=self.unit_id, occurred_at=self.now, version=1, profile=profile, departments=())
        await self.tell(unit, self.announced(**dates))
        return self

    def announced(self, *, opens: int = -5, closes: int = 5, starts: int = 15, version: int = 1) -> ConferenceAnnounced:
        """The plan with its dates as days from now."""
        day = timedelta(days=1)
        closes_at = self.now + closes * day
        return ConferenceAnnounced(
            unit_id=self.unit_id,
            occurred_at=self.now,
            conference_id=self.conference_id,
            version=version,
            slug=self.slug,
            title="Hội nghị đối thoại 6 tháng cuối năm 2026",
            starts_at=self.now + starts * day,
            venue="Hội trường tầng 2 Đảng ủy xã Phú Xuyên",
            registration_opens_at=self.now + opens * day,
            registration_closes_at=closes_at,
            registration_words="Gửi phiếu trước 10 ngày",
            answer_rule=AnswerRule(n=5, unit="calendar", start="assignment_received", words="5 ngày"),
            late_policy="written_answer",
            dates=(
                PlannedDate(key="registration_closes", label="Hết hạn nhận phiếu", at=closes_at, words="trước 10 ngày"),
            ),
            calendar_version="test",
            chair="Chủ tịch UBND xã",
            plan_number="98a/KH-UBND",
        )

    async def session_opens(self) -> None:
        await self.tell(SessionOpened(unit_id=self.unit_id, occurred_at=self.now, conference_id=self.conference_id))

    async def session_ends(self) -> None:
        await self.tell(SessionConcluded(unit_id=self.unit_id, occurred_at=self.now, conference_id=self.conference_id))

    def citizen(self, **headers: str) -> Browser:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        return Browser(httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers))

    def officer(self, *roles: Role, unit_id: str = "") -> Browser:
        """Somebody signed in with these roles; the host office unless told otherwise."""
        unit_id = unit_id or self.unit_id
        officer = Officer(str(new_id()), unit_id, "UBND xã", "Trần Thị Hoa", roles or (Role.HOST_OFFICE,))
        browser = self.citizen()
        browser.client.cookies.set(tokens.COOKIE, tokens.sign(officer, self.private_key))
        return browser

    async def register(self, **fields: str) -> str:
        """A citizen sends the form; returns the receipt code."""
        browser = self.citizen()
        await browser.get(f"/hoi-nghi/{self.slug}/dang-ky?bang-van-ban=1")
        response = await browser.post(f"/hoi-nghi/{self.slug}/dang-ky", FORM | {"step": "send"} | fields)
        assert response.status_code == 303, response.text
        return response.headers["location"].rsplit("/", 1)[-1]

    async def question(self, code: str) -> Question:
        async with self.room.database.transaction() as session:
            return (await session.execute(select(Question).where(Question.code == code))).scalar_one()

    async def registration(self, code: str) -> Registration:
        async with self.room.database.transaction() as session:
            return (await session.execute(select(Registration).where(Registration.code == code))).scalar_one()

    async def facts(self, event: type[Event]) -> list[Any]:
        """What intake put on the bus for this unit, oldest first."""
        async with self.room.database.transaction() as session:
            found = await _outbox(session, event.SUBJECT)
        facts = [event.model_validate_json(body) for body in found]
        return [fact for fact in facts if fact.unit_id == self.unit_id]

    async def traces(self, *events: type[Event]) -> set[str]:
        """The trace ids these facts of the unit travel in."""
        subjects = [event.SUBJECT for event in events]
        statement = select(tables.outbox.c.headers).where(tables.outbox.c.subject.in_(subjects))
        async with self.room.database.transaction() as session:
            rows = (await session.execute(statement)).scalars().all()
        return {row["traceparent"][3:35] for row in rows if row["ce-source"].endswith(f"/{self.unit_id}")}


async def _outbox(session: AsyncSession, subject: str) -> list[bytes]:
    statement = select(tables.outbox.c.body).where(tables.outbox.c.subject == subject).order_by(tables.outbox.c.id)
    return list((await session.execute(statement)).scalars())
