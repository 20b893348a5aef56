"""A question leaves our desk before its end: a duplicate, withdrawn, or its person erased."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain.life import OPEN, Act, Life, step
from services.routing.domain.words import What
from services.routing.store.question_tables import EarlyFact, QuestionRow
from services.routing.store.questions import find_locked, keep, lock_duplicates, state_of
from services.routing.usecases.accept_question import new_row
from services.routing.usecases.settle import close, settle_duplicates
from services.routing.usecases.telling import INTAKE, tell
from shared.contracts.intake import AnswerPath, PersonErased, QuestionMarkedDuplicate, QuestionWithdrawn
from shared.database.alone import alone

ERASED_TEXT = "(Nội dung đã xóa theo yêu cầu của người hỏi)"


async def mark_duplicate(session: AsyncSession, event: QuestionMarkedDuplicate, now: datetime) -> None:
    """The question follows its first one; its sender gets the same answer. Rule: R-011"""
    first = await _root(session, event)
    await alone(session, event.question_id)
    row = await find_locked(session, event.question_id) or await _enter(session, event, now)
    if row is None or row.life not in OPEN or row.life is Life.RELEASED or (first and first.id == row.id):
        return
    keep(row, step(state_of(row), Act.DUPLICATE))
    row.duplicate_of = first.id if first else event.duplicate_of
    tell(session, row, What.DUPLICATE, INTAKE, now, f"Trùng với câu hỏi {first.code}" if first else "")
    for twin in await lock_duplicates(session, row.id):
        twin.duplicate_of = row.duplicate_of
    await session.flush()
    if first:
        await settle_duplicates(session, first, now)


async def _enter(session: AsyncSession, event: QuestionMarkedDuplicate, now: datetime) -> QuestionRow | None:
    """A question we had not seen; none when its person was erased. Closed at once when it was taken back before."""
    if await session.get(EarlyFact, (event.person_id, What.ERASED)):
        return None
    row = new_row(
        event, channel=None, section=None, content_group="", area="", path=AnswerPath.AT_CONFERENCE, is_late=False
    )
    session.add(row)
    await session.flush()
    if await session.get(EarlyFact, (row.id, What.WITHDRAWN)):
        close(session, row, "withdrawn", INTAKE, now)
    return row


async def _root(session: AsyncSession, event: QuestionMarkedDuplicate) -> QuestionRow | None:
    """The first question of a chain of duplicates, locked; none when it is not here yet."""
    row = await find_locked(session, event.duplicate_of)
    while row and row.life is Life.DUPLICATE and row.duplicate_of and row.duplicate_of != event.question_id:
        row = await find_locked(session, row.duplicate_of)
    return row


async def withdraw_question(session: AsyncSession, event: QuestionWithdrawn, now: datetime) -> None:
    """The sender took it back; duplicates of other people go their own way."""
    row = await find_locked(session, event.question_id)
    if row is None:
        early = EarlyFact(
            id=event.question_id, what=What.WITHDRAWN, unit_id=event.unit_id, at=event.occurred_at, note=""
        )
        await session.merge(early)
    elif row.life in OPEN or row.life is Life.DUPLICATE:
        close(session, row, "withdrawn", INTAKE, now)
        await session.flush()
        await settle_duplicates(session, row, now)


async def erase_person(session: AsyncSession, event: PersonErased, now: datetime) -> None:
    """Delete the copies of what the person wrote; open questions end, for nobody is left to answer."""
    await session.merge(
        EarlyFact(id=event.person_id, what=What.ERASED, unit_id=event.unit_id, at=event.occurred_at, note="")
    )
    own = select(QuestionRow).where(QuestionRow.person_id == event.person_id, QuestionRow.unit_id == event.unit_id)
    for row in (await session.execute(own.order_by(QuestionRow.id).with_for_update())).scalars().all():
        row.text, row.folded, row.area, row.suggestion = ERASED_TEXT, "", "", {}
        tell(session, row, What.ERASED, INTAKE, now)
        if row.life in OPEN or row.life is Life.DUPLICATE:
            close(session, row, "withdrawn", INTAKE, now)
            await session.flush()
            await settle_duplicates(session, row, now)
