"""A unit with a concluded conference, told to notify as the other rooms would; contacts come from a little register."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from sqlalchemy import select, update

from services.notify import sender
from services.notify.bus import handlers
from services.notify.domain.states import MessageState
from services.notify.store.tables import Letter, Message
from services.notify.usecases import contacts
from services.notify.usecases.issue import Terms, issue_letters
from shared.calendar.words import local_day
from shared.clock import real_now
from shared.contracts.event import Event
from shared.contracts.intake import (
    AnswerPath,
    Channel,
    Contact,
    ExclusionReason,
    QuestionAccepted,
    QuestionTurnedAway,
    QuestionWithdrawn,
    RegistrationReceived,
    Section,
)
from shared.contracts.meeting import AnswerRule, ConferenceAnnounced, Outcome
from shared.contracts.routing import AnswerKind, AnswerReleased, DepartmentRef, UnitChanged
from shared.identity.actor import Actor
from shared.ids import new_code, new_id
from shared.profiles import Profile, load_profile, read_profile
from shared.web.room import Room

CLERK = Actor("clerk-1", "Trần Thị Mai")
HOME = "số 12, thôn Nam Quất, xã Phú Xuyên, thành phố Hà Nội"


@dataclass
class House:
    """One unit of its own."""

    app: FastAPI
    unit_id: str = field(default_factory=lambda: f"unit-{new_id().hex[-10:]}")
    conference_id: UUID = field(default_factory=new_id)
    register: dict[UUID, Contact] = field(default_factory=dict)

    @property
    def room(self) -> Room:
        room: Room = self.app.state.room
        return room

    @property
    def now(self) -> datetime:
        return self.room.clock.now()

    @property
    def profile(self) -> Profile:
        data = load_profile("phu-xuyen").model_dump(mode="json")
        data["unit"]["key"] = self.unit_id
        return read_profile(data)

    async def tell(self, *facts: Event) -> None:
        """Hand facts to notify's own handlers, each in its transaction."""
        known = handlers(self.room.clock)
        for fact in facts:
            async with self.room.database.transaction() as session:
                await known.handle(session, fact)

    async def open(self) -> "House":
        """The unit and its announced conference."""
        profile = self.profile.model_dump(mode="json")
        unit = UnitChanged(unit_id=self.unit_id, occurred_at=self.now, version=1, profile=profile, departments=())
        await self.tell(unit, self.announced())
        return self

    def announced(self, **more: Any) -> ConferenceAnnounced:
        """Meeting's fact; `more` for another conference of the unit."""
        fact = ConferenceAnnounced(
            unit_id=self.unit_id,
            occurred_at=self.now,
            conference_id=self.conference_id,
            version=1,
            slug=f"hoi-nghi-{self.conference_id.hex[-10:]}",
            title="Hội nghị đối thoại về thủ tục hành chính 6 tháng cuối năm 2026",
            starts_at=self.now - timedelta(days=1),
            venue="Hội trường tầng 2",
            registration_opens_at=self.now - timedelta(days=20),
            registration_closes_at=self.now - timedelta(days=5),
            registration_words="",
            answer_rule=AnswerRule(n=5, unit="calendar", start="assignment_received", words="05 ngày"),
            late_policy="answer_in_writing",
            dates=(),
            calendar_version="2026.1",
            chair="Phó Chủ tịch",
        )
        return fact.model_copy(update=more)

    def person(self, name: str = "Nguyễn Văn Cường", email: str = "", address: str = HOME, org: str = "") -> UUID:
        """Somebody in intake's register."""
        person_id = new_id()
        self.register[person_id] = Contact(
            person_id=person_id,
            registration_id=new_id(),
            code=new_code(),
            full_name=name,
            org_name=org,
            address=address,
            phone="0912345678",
            email=email,
        )
        return person_id

    def released(self, person_id: UUID, **more: Any) -> AnswerReleased:
        """Routing's fact: this answer leaves in writing."""
        facts: dict[str, Any] = {
            "unit_id": self.unit_id,
            "occurred_at": self.now,
            "question_id": new_id(),
            "conference_id": self.conference_id,
            "person_id": person_id,
            "code": f"{self.register[person_id].code}/1",
            "outcome": Outcome.ABSENT,
            "version": 1,
            "kind": AnswerKind.ANSWER,
            "question_text": "Tôi nộp hồ sơ tách thửa từ tháng 8 mà chưa có kết quả. Xin hỏi vướng ở khâu nào?",
            "received_at": self.now - timedelta(days=7),
            "answer_text": "Hồ sơ của ông/bà đang ở bước trích đo.\nDự kiến trả kết quả trước ngày 30/11/2026.",
            "legal_basis": "khoản 2 Điều 220 Luật Đất đai năm 2024",
            "sha256": "0" * 64,
            "department": DepartmentRef(key="economy", name="Phòng Kinh tế"),
        }
        return AnswerReleased(**facts | more)

    def turned_away(self, person_id: UUID, **more: Any) -> QuestionTurnedAway:
        """Intake's fact: the conference cannot take it."""
        facts: dict[str, Any] = {
            "unit_id": self.unit_id,
            "occurred_at": self.now,
            "question_id": new_id(),
            "registration_id": new_id(),
            "conference_id": self.conference_id,
            "person_id": person_id,
            "code": f"{self.register[person_id].code}/1",
            "reason": ExclusionReason.COMPLAINT,
            "notice": "Nội dung ông/bà gửi là khiếu nại.\n\n- Gửi đơn đến nơi có thẩm quyền.\n- Thời hiệu 90 ngày.",
        }
        return QuestionTurnedAway(**facts | more)

    def withdrawn(self, question_id: UUID) -> QuestionWithdrawn:
        """Intake's fact: the sender took the question back."""
        return QuestionWithdrawn(
            unit_id=self.unit_id, occurred_at=self.now, question_id=question_id, conference_id=self.conference_id
        )

    def accepted(self, notice: QuestionTurnedAway) -> QuestionAccepted:
        """Intake's fact: a question that was turned away is taken after all."""
        about = {"question_id", "registration_id", "conference_id", "person_id", "code"}
        return QuestionAccepted(
            unit_id=self.unit_id,
            occurred_at=self.now,
            channel=Channel.WEB,
            section=Section.PROCEDURE,
            text="Xin hỏi thủ tục tách thửa.",
            area="",
            path=AnswerPath.AT_CONFERENCE,
            received_at=self.now - timedelta(days=7),
            **notice.model_dump(include=about),
        )

    def received(self, person_id: UUID, at: datetime | None = None) -> RegistrationReceived:
        """Intake's fact: the form is in the register."""
        return RegistrationReceived(
            unit_id=self.unit_id,
            occurred_at=self.now,
            registration_id=new_id(),
            conference_id=self.conference_id,
            person_id=person_id,
            code=self.register[person_id].code,
            channel=Channel.WEB,
            received_at=at or self.now - timedelta(days=7),
            question_ids=(new_id(),),
        )

    async def address(self) -> None:
        """What the loop does with intake's answer."""
        async with self.room.database.transaction() as session:
            await contacts.keep_contacts(session, self.unit_id, set(self.register), self.register)

    async def waiting(self, *people: UUID, **more: Any) -> list[Letter]:
        """Answers released to the people, composed and addressed."""
        await self.tell(*(self.released(person, **more) for person in people))
        await self.address()
        return await self.letters()

    async def waiting_without_address(self) -> Letter:
        """A letter whose recipient intake has not told yet."""
        fact = self.released(self.person())
        await self.tell(fact)
        return next(one for one in await self.letters() if one.question_id == fact.question_id)

    async def letters(self) -> list[Letter]:
        async with self.room.database.transaction() as session:
            statement = select(Letter).where(Letter.unit_id == self.unit_id)
            order = (Letter.composed_at, Letter.version, Letter.id)
            return list((await session.execute(statement.order_by(*order))).scalars())

    async def messages(self, *states: MessageState) -> list[Message]:
        async with self.room.database.transaction() as session:
            statement = select(Message).outerjoin(Letter, Letter.id == Message.letter_id)
            statement = statement.where(Message.unit_id == self.unit_id).order_by(Letter.number, Message.id)
            rows = (await session.execute(statement)).scalars()
            return [row for row in rows if not states or row.state in states]

    async def issue(self, letters: Sequence[Letter], first: int = 1, **more: Any) -> list[Letter]:
        """Numbers from `first`, dated today, and the PDFs made."""
        terms = Terms(first, local_day(self.now), "deputy_for_committee", "Lê Văn Bình", **more)
        async with self.room.database.transaction() as session:
            issued = await issue_letters(session, self.unit_id, [one.id for one in letters], terms, CLERK, self.now)
        await self.render()
        return issued

    async def render(self) -> None:
        while await sender.render_letters(self.room):
            pass

    async def hurry(self) -> None:
        """Every message that waits for its next try is due now."""
        async with self.room.database.transaction() as session:
            await session.execute(update(Message).values(next_try_at=real_now()))
