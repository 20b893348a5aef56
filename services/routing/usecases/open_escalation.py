"""Over our authority: open the report to the direct superior; the question stays open with us."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain import acts
from services.routing.domain.words import What
from services.routing.store.frozen import profile_of
from services.routing.store.question_tables import EscalationRow, QuestionRow
from services.routing.usecases.telling import Who, decide, tell
from shared.contracts.routing import QuestionEscalated
from shared.messaging import outbox


async def open_escalation(session: AsyncSession, row: QuestionRow, reason: str, who: Who, now: datetime) -> None:
    """Refuses a second report for the same question. Rule: R-009, R-034, R-114, C-24"""
    await decide(session, row, acts.escalate)
    superior = (await profile_of(session, row.unit_id)).unit.superior.name
    session.add(
        EscalationRow(
            question_id=row.id,
            unit_id=row.unit_id,
            superior=superior,
            reason=reason,
            opened_at=now,
            opened_by=who.name,
            report_number="",
            report_on=None,
            reply_number="",
            reply_on=None,
            reply_summary="",
            replied_by="",
        )
    )
    tell(session, row, What.ESCALATED, who, now, f"{superior}: {reason}")
    outbox.put(
        session,
        QuestionEscalated(
            unit_id=row.unit_id,
            occurred_at=now,
            actor=who.id,
            question_id=row.id,
            conference_id=row.conference_id,
            superior=superior,
            reason=reason,
        ),
    )
