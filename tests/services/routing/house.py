"""A unit of its own in routing's real schema: facts in, officers, and the facts that went out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.bus import handlers
from services.routing.store.question_tables import HistoryRow, QuestionRow
from services.routing.store.tables import Unit
from services.routing.usecases import answering, approving, assign
from services.routing.usecases.answering import Draft
from services.routing.usecases.assign import Choice
from shared.calendar import default_calendar
from shared.contracts import EVENTS, intake, meeting
from shared.contracts.event import Event
from shared.contracts.routing import AnswerKind
from shared.database.engine import Database
from shared.identity import Officer, Role
from shared.ids import new_id
from shared.messaging.tables import outbox
from shared.profiles import load_profile

TEXT = "Tôi muốn chứng thực bản sao bằng tốt nghiệp, sao bộ phận một cửa bắt chờ lâu và thu thêm lệ phí?"
RULE = meeting.AnswerRule(n=5, unit="calendar", start="assignment_received", words="chậm nhất sau 5 ngày")


def hanoi(text: str) -> datetime:
    """'2026-11-17 09:00' on the clock of Việt Nam."""
    return datetime.fromisoformat(f"{text}+07:00").astimezone(UTC)


@dataclass
class StillClock:
    """Business time that moves only when a test says so."""

    at: datetime = field(default_factory=lambda: hanoi("2026-11-17 09:00"))

    def now(self) -> datetime:
        return self.at


@dataclass
class House:
    """One unit, one conference, and hands to play both sides of the bus."""

    database: Database
    unit_id: str
    clock: StillClock = field(default_factory=StillClock)
    conference_id: UUID = field(default_factory=new_id)

    @classmethod
    async def open(cls, database: Database, starts: str = "2026-12-10 14:00") -> "House":
        house = cls(database, f"unit-{new_id().hex[-8:]}")
        profile = load_profile("phu-xuyen")
        async with database.transaction() as session:
            session.add(
                Unit(
                    unit_id=house.unit_id,
                    name="UBND xã Phú Xuyên",
                    profile=profile.model_dump(mode="json"),
                    version=1,
                    opened_at=house.clock.now(),
                )
            )
        await house.hear(house.announced(starts))
        return house

    async def hear(self, *events: Event) -> None:
        """Facts come in, each in its own transaction, as the consumer hands them over."""
        for event in events:
            async with self.database.transaction() as session:
                await handlers(self.clock).handle(session, event)  # type: ignore[arg-type]

    def announced(self, starts: str, version: int = 1, rule: meeting.AnswerRule = RULE) -> meeting.ConferenceAnnounced:
        at = hanoi(starts)
        return meeting.ConferenceAnnounced(
            unit_id=self.unit_id,
            occurred_at=self.clock.now(),
            conference_id=self.conference_id,
            version=version,
            slug="hoi-nghi",
            title="Hội nghị đối thoại với người dân, tổ chức và doanh nghiệp năm 2026",
            starts_at=at,
            venue="Hội trường tầng 2",
            registration_opens_at=self.clock.now(),
            registration_closes_at=at,
            registration_words="",
            answer_rule=rule,
            late_policy="written_answer",
            dates=(),
            calendar_version=default_calendar().version,
            chair="Phó Chủ tịch",
        )

    def accepted(self, **changes: object) -> intake.QuestionAccepted:
        question_id = new_id()
        event = intake.QuestionAccepted(
            unit_id=self.unit_id,
            occurred_at=self.clock.now(),
            question_id=question_id,
            registration_id=new_id(),
            conference_id=self.conference_id,
            person_id=new_id(),
            code=f"{question_id.hex[-8:].upper()}/1",
            channel=intake.Channel.WEB,
            section=intake.Section.SETTLEMENT,
            text=TEXT,
            area="thôn Thao Chính",
            path=intake.AnswerPath.AT_CONFERENCE,
            received_at=self.clock.now(),
        )
        return event.model_copy(update=changes)

    def duplicate(self, of: UUID, **changes: object) -> intake.QuestionMarkedDuplicate:
        question_id = new_id()
        event = intake.QuestionMarkedDuplicate(
            unit_id=self.unit_id,
            occurred_at=self.clock.now(),
            question_id=question_id,
            conference_id=self.conference_id,
            duplicate_of=of,
            person_id=new_id(),
            registration_id=new_id(),
            code=f"{question_id.hex[-8:].upper()}/1",
            text="Sao chứng thực lâu thế?",
            received_at=self.clock.now(),
        )
        return event.model_copy(update=changes)

    def concluded(self, question_id: UUID, outcome: meeting.Outcome, note: str = "") -> meeting.QuestionConcluded:
        return meeting.QuestionConcluded(
            unit_id=self.unit_id,
            occurred_at=self.clock.now(),
            question_id=question_id,
            conference_id=self.conference_id,
            outcome=outcome,
            seq=7,
            note=note,
        )

    async def question(self) -> UUID:
        """An accepted question."""
        event = self.accepted()
        await self.hear(event)
        return event.question_id

    async def held(self, department: str = "office") -> UUID:
        """A question a department holds."""
        question_id = await self.question()
        async with self.act() as session:
            await assign.confirm_assignment(session, self.leader, Choice(question_id, department), self.clock.now())
        return question_id

    async def submitted(self, department: str = "office", text: str = "Ông/bà nộp tại Điểm DVC số.") -> UUID:
        question_id = await self.held(department)
        await self.write(question_id, text, self.writer(department))
        return question_id

    async def write(self, question_id: UUID, text: str, by: Officer, *, submit: bool = True, saves: int = 0) -> None:
        async with self.act() as session:
            draft = Draft(question_id, text, "Điều 5 Nghị định 23/2015/NĐ-CP", AnswerKind.ANSWER, saves)
            await answering.save_draft(session, by, draft, self.clock.now())
            await session.flush()
            if submit:
                await answering.submit_answer(session, by, question_id, self.clock.now())

    async def approve(self, question_id: UUID, version: int = 1) -> None:
        async with self.act() as session:
            await approving.approve_answer(session, self.leader, question_id, version, self.clock.now())

    async def approved(self, department: str = "office") -> UUID:
        question_id = await self.submitted(department)
        await self.approve(question_id)
        return question_id

    @asynccontextmanager
    async def act(self) -> AsyncIterator[AsyncSession]:
        async with self.database.transaction() as session:
            yield session

    def officer(self, name: str, *roles: Role, department: str = "", title: str = "") -> Officer:
        return Officer(str(new_id()), self.unit_id, "UBND xã Phú Xuyên", name, roles, department, title)

    @property
    def leader(self) -> Officer:
        return self.officer("Trần Minh Đức", Role.LEADER, title="Phó Chủ tịch UBND xã")

    @property
    def office(self) -> Officer:
        return self.officer("Lê Thị Hạnh", Role.HOST_OFFICE, department="office", title="Công chức Văn phòng")

    def writer(self, department: str = "office", name: str = "Vũ Thị Lan") -> Officer:
        return self.officer(name, Role.DEPARTMENT, department=department, title="Công chức")

    async def row(self, question_id: UUID) -> QuestionRow:
        async with self.act() as session:
            return await session.get_one(QuestionRow, question_id)

    async def history(self, question_id: UUID) -> list[HistoryRow]:
        async with self.act() as session:
            found = select(HistoryRow).where(HistoryRow.question_id == question_id).order_by(HistoryRow.id)
            return list((await session.execute(found)).scalars())

    async def facts(self, kind: type[Event]) -> list[Any]:
        """Facts of this unit in the outbox, oldest first."""
        async with self.act() as session:
            rows = (await session.execute(select(outbox).where(outbox.c.subject == kind.SUBJECT).order_by("id"))).all()
        events = [EVENTS[row.subject].model_validate_json(row.body) for row in rows]
        return [event for event in events if event.unit_id == self.unit_id]

    async def traces(self, kind: type[Event]) -> list[str]:
        """The trace ids facts of this unit travel in, oldest first."""
        async with self.act() as session:
            rows = (await session.execute(select(outbox).where(outbox.c.subject == kind.SUBJECT).order_by("id"))).all()
        mine = [row.headers for row in rows if row.headers["ce-source"].endswith(f"/{self.unit_id}")]
        return [headers["traceparent"][3:35] for headers in mine]
