"""The report to the superior: opened, sent with number and date, and its reply recorded."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain import acts
from services.routing.domain.life import HELD, Life
from services.routing.domain.refusals import BadDate, ReasonNeeded
from services.routing.domain.words import What
from services.routing.store import questions
from services.routing.store.frozen import hold_rules
from services.routing.store.question_tables import QuestionRow
from services.routing.store.questions import lock
from services.routing.usecases.answering import open_revision
from services.routing.usecases.holding import must_see_work
from services.routing.usecases.open_escalation import open_escalation
from services.routing.usecases.settle import settle
from services.routing.usecases.telling import Who, decide, tell
from services.routing.usecases.terms import announce_term, start_term
from shared.calendar import local_day, short_date, to_instant
from shared.contracts.routing import SuperiorReplied
from shared.identity import Officer
from shared.messaging import outbox


async def escalate_question(
    session: AsyncSession, by: Officer, question_id: UUID, reason: str, now: datetime
) -> QuestionRow:
    """The holder, the host office or the leader finds it over our authority. Rule: R-005, R-009, R-045, R-114"""
    row = await lock(session, by.unit_id, question_id)
    must_see_work(row, by)
    if not reason:
        raise ReasonNeeded()
    await open_escalation(session, row, reason, Who.of(by), now)
    return row


@dataclass(frozen=True, slots=True)
class Paper:
    """Number and date of a document that left or came in."""

    number: str
    on: date | None


async def record_report(
    session: AsyncSession, by: Officer, question_id: UUID, paper: Paper, now: datetime
) -> QuestionRow:
    """The report was issued: văn thư's number and date are filled in. Rule: R-001, R-009"""
    row = await lock(session, by.unit_id, question_id)
    on = _checked(paper, now)
    await decide(session, row, acts.report)
    report = await questions.escalation(session, row.id)
    report.report_number, report.report_on = paper.number, to_instant(on, time(0))
    tell(session, row, What.REPORTED, Who.of(by), now, f"Số {paper.number} ngày {short_date(on)}")
    return row


async def record_reply(
    session: AsyncSession,
    by: Officer,
    question_id: UUID,
    paper: Paper,
    summary: str,
    now: datetime,
    *,
    answer_stands: bool = False,
) -> QuestionRow:
    """The superior's word is here: the holder finishes the answer in a new term. Rule: R-114"""
    await hold_rules(session, by.unit_id)
    row = await lock(session, by.unit_id, question_id)
    on = _checked(paper, now)
    if not summary:
        raise ReasonNeeded()
    before = row.life
    await decide(session, row, lambda question: acts.superior_replied(question, answer_stands=answer_stands))
    report = await questions.escalation(session, row.id)
    report.reply_number, report.reply_on, report.reply_summary = paper.number, to_instant(on, time(0)), summary
    report.replied_by = Who.of(by).name
    told = f"Số {paper.number} ngày {short_date(on)}: {summary}"
    tell(session, row, What.SUPERIOR_REPLIED, Who.of(by), now, told)
    outbox.put(session, _replied(row, by, paper.number, now))
    if before is Life.APPROVED and row.life is Life.DRAFTING:
        await open_revision(session, row, by, now)
    if row.life in HELD and row.handed_in_at is None:
        await start_term(session, row, now)
        announce_term(session, row, by.id, now)
    await session.flush()
    await settle(session, row, now)
    return row


def _replied(row: QuestionRow, by: Officer, number: str, now: datetime) -> SuperiorReplied:
    return SuperiorReplied(
        unit_id=row.unit_id,
        occurred_at=now,
        actor=by.id,
        question_id=row.id,
        conference_id=row.conference_id,
        document_number=number,
    )


def _checked(paper: Paper, now: datetime) -> date:
    if not paper.number or paper.on is None or paper.on > local_day(now):
        raise BadDate()
    return paper.on
