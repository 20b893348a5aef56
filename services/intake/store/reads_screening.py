"""The screening desk: what waits for a decision, and what looks like the same matter."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.question import OPEN, State
from services.intake.store.tables import Conference, Question, Registrant, Registration
from shared.refusals import NotFound

PAGE = 30
MOST_TWINS = 8
MOST_HIDDEN = 500


async def waiting(
    session: AsyncSession,
    unit_id: str,
    *,
    may_read_hidden: bool,
    conference_id: UUID | None = None,
    after: tuple[datetime, str] | None = None,
) -> tuple[list[tuple[Question, Registrant, Conference]], bool]:
    """Undecided questions, oldest first; hidden ones only for those who may read them."""
    statement = (
        select(Question, Registrant, Conference)
        .join(Registrant, Registrant.person_id == Question.person_id)
        .join(Conference, Conference.id == Question.conference_id)
        .where(Question.unit_id == unit_id, Question.state == State.RECEIVED)
        .order_by(Question.received_at, Question.code)
        .limit(PAGE + 1)
    )
    if not may_read_hidden:
        statement = statement.where(Question.restricted.is_(False))
    if conference_id:
        statement = statement.where(Question.conference_id == conference_id)
    if after:
        statement = statement.where(tuple_(Question.received_at, Question.code) > tuple_(*after))
    found = [(row[0], row[1], row[2]) for row in await session.execute(statement)]
    return found[:PAGE], len(found) > PAGE


async def count_waiting(session: AsyncSession, unit_id: str, *, may_read_hidden: bool) -> int:
    """How many questions wait for a decision."""
    statement = select(func.count()).where(Question.unit_id == unit_id, Question.state == State.RECEIVED)
    if not may_read_hidden:
        statement = statement.where(Question.restricted.is_(False))
    return await session.scalar(statement) or 0


async def next_waiting(session: AsyncSession, unit_id: str, *, may_read_hidden: bool) -> UUID | None:
    """The oldest question that still waits."""
    found, _ = await waiting(session, unit_id, may_read_hidden=may_read_hidden)
    return found[0][0].id if found else None


async def get_question(
    session: AsyncSession, unit_id: str, question_id: UUID, *, may_read_hidden: bool
) -> tuple[Question, Registration, Registrant, Conference]:
    """A question with its form, sender and conference. A hidden one is not found by those who may not read it."""
    statement = (
        select(Question, Registration, Registrant, Conference)
        .join(Registration, Registration.id == Question.registration_id)
        .join(Registrant, Registrant.person_id == Question.person_id)
        .join(Conference, Conference.id == Question.conference_id)
        .where(Question.id == question_id, Question.unit_id == unit_id)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None or (row[0].restricted and not may_read_hidden):
        raise NotFound()
    return row[0], row[1], row[2], row[3]


async def twins(
    session: AsyncSession, question: Question, person: Registrant
) -> Sequence[tuple[Question, Registrant, bool]]:
    """Open questions of the same conference that may be the same matter: the same person's first, then by date.

    The same person: equal phone, equal e-mail whatever its case (C-21), or equal name.
    """
    same = _same_person(person)
    statement = (
        select(Question, Registrant, same.label("same"))
        .join(Registrant, Registrant.person_id == Question.person_id)
        .where(
            Question.unit_id == question.unit_id,
            Question.conference_id == question.conference_id,
            Question.id != question.id,
            Question.restricted.is_(False),
            Question.state.in_(OPEN),
            or_(same, Question.folded == question.folded),
        )
        .order_by(case((same, 0), else_=1), Question.received_at)
        .limit(MOST_TWINS)
    )
    return [(row[0], row[1], bool(row[2])) for row in await session.execute(statement)]


def _same_person(person: Registrant) -> ColumnElement[bool]:
    tests = [Registrant.person_id == person.person_id]
    if person.phone:
        tests.append(Registrant.phone == person.phone)
    if person.email_key:
        tests.append(Registrant.email_key == person.email_key)
    if person.sort_key:
        tests.append(Registrant.sort_key == person.sort_key)
    return or_(*tests)


async def hidden(session: AsyncSession, unit_id: str) -> Sequence[Question]:
    """Everything that is kept from those without the permission, newest first."""
    statement = (
        select(Question)
        .where(Question.unit_id == unit_id, Question.restricted.is_(True))
        .order_by(Question.received_at.desc())
        .limit(MOST_HIDDEN)
    )
    return (await session.execute(statement)).scalars().all()
