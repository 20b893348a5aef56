"""An evening in the database: a conference, people with questions, their names."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.meeting.bus import handlers
from services.meeting.domain.session import Session
from services.meeting.store import folds
from services.meeting.store.session_tables import SessionEventRow
from services.meeting.usecases.read_roll import keep_roll
from shared.clock import OffsetClock
from shared.contracts import decode, intake
from shared.contracts.event import Event
from shared.database.engine import Database
from shared.messaging.tables import outbox
from shared.vietnamese import public_name
from tests.services.meeting.live import support


@dataclass
class Evening:
    """`questions` by the name of who asked."""

    database: Database
    conference_id: UUID
    unit_id: str
    questions: dict[str, intake.QuestionAccepted] = field(default_factory=dict)

    async def hear(self, *facts: Event) -> None:
        """Facts from other rooms, in one transaction as the consumer does it."""
        take = handlers(OffsetClock())
        async with self.database.transaction() as session:
            for fact in facts:
                await take.handle(session, fact)

    async def registers(self, *names: str, **changes: Any) -> None:
        """People register; their names arrive with the roll."""
        for name in names:
            received_at = support.NOW - timedelta(days=6) + timedelta(minutes=len(self.questions))
            values = {"unit_id": self.unit_id, "received_at": received_at} | changes
            self.questions[name] = support.accepted(self.conference_id, **values)
        await self.hear(*(self.questions[name] for name in names))
        rows = tuple(support.roll_row(f, n, public_name(n, f.area)) for n, f in self.questions.items())
        async with self.database.transaction() as session:
            reply = intake.RollReply(rows=rows)
            await keep_roll(session, self.unit_id, self.conference_id, reply, len(rows), support.NOW)

    def id_of(self, name: str) -> UUID:
        return self.questions[name].question_id

    def person_of(self, name: str) -> UUID:
        return self.questions[name].person_id

    async def state(self) -> Session:
        async with self.database.transaction() as session:
            return await folds.newest(session, self.conference_id)

    async def rows(self) -> list[SessionEventRow]:
        async with self.database.transaction() as session:
            statement = select(SessionEventRow).where(SessionEventRow.conference_id == self.conference_id)
            return list((await session.execute(statement.order_by(SessionEventRow.seq))).scalars())

    async def told(self, kind: type[Event]) -> list[Any]:
        """Facts of this conference in the outbox."""
        async with self.database.transaction() as session:
            statement = select(outbox.c.body).where(outbox.c.subject == kind.SUBJECT).order_by(outbox.c.id)
            facts = [decode(kind.SUBJECT, body) for body in (await session.execute(statement)).scalars()]
        return [fact for fact in facts if getattr(fact, "conference_id", None) == self.conference_id]


async def announced(database: Database, unit_id: str = support.UNIT) -> Evening:
    async with database.transaction() as session:
        conference_id = await support.announce(session, unit_id=unit_id)
    return Evening(database, conference_id, unit_id)
