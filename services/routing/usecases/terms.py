"""Set a question's term from the frozen rules, and the alerts that go with it."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain.due import Due, due_of
from services.routing.domain.words import What
from services.routing.store.frozen import calendar_of
from services.routing.store.question_tables import AlertRow, ConferenceCopy, QuestionRow
from shared.calendar import WorkingCalendar, local_day
from shared.contracts.meeting import AnswerRule
from shared.contracts.routing import AnswerKind, DepartmentRef, QuestionAssigned
from shared.messaging import outbox


async def start_term(session: AsyncSession, row: QuestionRow, now: datetime) -> None:
    """The term begins at `now`: an assignment, a confirmed redirect, or the superior's reply. Rule: R-115, C-06"""
    row.term_from, row.handed_in_at = now, None
    await renew_term(session, row)


async def renew_term(session: AsyncSession, row: QuestionRow) -> bool:
    """Compute the term again from its stored start; true when the due instant changed."""
    conference = await session.get_one(ConferenceCopy, row.conference_id)
    assert row.term_from
    due = reckon(await calendar_of(session, row.unit_id), conference, row, row.term_from, row.kind)
    changed = row.due_at != due.at
    row.due_at, row.due_words, row.due_note = due.at, due.words, due.note
    row.due_warning, row.calendar_version = due.warning, due.calendar_version
    if changed:
        await _plan_alerts(session, row, due)
    return changed


def reckon(
    cal: WorkingCalendar, conference: ConferenceCopy, row: QuestionRow, start: datetime, kind: AnswerKind
) -> Due:
    """The due date if the term began at `start`; also for the preview beside an assignment."""
    rule = AnswerRule.model_validate(conference.answer_rule)
    from_day, received_on = local_day(start), local_day(row.received_at)
    return due_of(cal, rule, from_day, local_day(conference.starts_at), kind, received_on)


async def _plan_alerts(session: AsyncSession, row: QuestionRow, due: Due) -> None:
    rows = [
        {"question_id": row.id, "kind": kind, "due_at": due.at, "unit_id": row.unit_id, "fire_at": at}
        for kind, at in ((What.DUE_SOON, due.remind_at), (What.OVERDUE, due.at))
    ]
    await session.execute(insert(AlertRow).values(rows).on_conflict_do_nothing())


def announce_term(session: AsyncSession, row: QuestionRow, actor: str, now: datetime) -> None:
    """Tell the other rooms holder and due date; sent again whenever either changes, the newest counts."""
    assert row.due_at and row.assigned_at
    outbox.put(
        session,
        QuestionAssigned(
            unit_id=row.unit_id,
            occurred_at=now,
            actor=actor,
            question_id=row.id,
            conference_id=row.conference_id,
            department=holder_ref(row),
            assigned_at=row.assigned_at,
            due_at=row.due_at,
            due_words=row.due_words,
            calendar_version=row.calendar_version,
        ),
    )


def holder_ref(row: QuestionRow) -> DepartmentRef:
    return DepartmentRef(key=row.holder, name=row.holder_name)
