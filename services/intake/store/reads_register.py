"""The register of a conference: forms with their senders and questions, filtered, counted, page by page.

Hidden questions are kept out for everybody: out of the rows, the counts, the search and the export (C-27).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.question import State
from services.intake.store.tables import Question, Registrant, Registration
from shared.contracts.intake import Channel
from shared.vietnamese import search_form

PAGE = 50
MOST_EXPORTED = 20_000


@dataclass(frozen=True, slots=True)
class Filter:
    """What the officer looks for; None and empty mean everything. `after` is the last row of the page before."""

    conference_id: UUID
    state: State | None = None
    channel: Channel | None = None
    late: bool | None = None
    words: str = ""
    after: tuple[datetime, str] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One form of the register."""

    form: Registration
    person: Registrant
    questions: list[Question] = field(default_factory=list)

    @property
    def is_late(self) -> bool:
        return any(question.is_late for question in self.questions)


async def rows(session: AsyncSession, unit_id: str, wanted: Filter, limit: int = PAGE) -> tuple[list[Row], bool]:
    """The newest forms first, with the questions that may be seen; and whether more follow."""
    statement = (
        select(Registration, Registrant)
        .join(Registrant, Registrant.person_id == Registration.person_id)
        .where(
            Registration.unit_id == unit_id,
            Registration.conference_id == wanted.conference_id,
            _has_question(wanted),
            *_of_form(wanted),
        )
        .order_by(Registration.received_at.desc(), Registration.code.desc())
        .limit(limit + 1)
    )
    found = [Row(form, person) for form, person in await session.execute(statement)]
    shown = {row.form.id: row for row in found[:limit]}
    for question in await _questions(session, shown):
        shown[question.registration_id].questions.append(question)
    return list(shown.values()), len(found) > limit


async def _questions(session: AsyncSession, shown: dict[UUID, Row]) -> Sequence[Question]:
    statement = (
        select(Question)
        .where(Question.registration_id.in_(list(shown)), Question.restricted.is_(False))
        .order_by(Question.number)
    )
    return (await session.execute(statement)).scalars().all()


def _has_question(wanted: Filter) -> ColumnElement[bool]:
    """The form has a question that may be seen and that the filter asks for."""
    where = [Question.registration_id == Registration.id, Question.restricted.is_(False)]
    if wanted.state:
        where.append(Question.state == wanted.state)
    if wanted.late is not None:
        where.append(Question.is_late.is_(wanted.late))
    if wanted.words:
        like = f"%{_escaped(search_form(wanted.words))}%"
        where.append(or_(Question.folded.like(like, escape="\\"), Registrant.folded.like(like, escape="\\")))
    return select(Question.id).where(and_(*where)).correlate(Registration, Registrant).exists()


def _of_form(wanted: Filter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if wanted.channel:
        where.append(Registration.channel == wanted.channel)
    if wanted.after:
        where.append(tuple_(Registration.received_at, Registration.code) < tuple_(*wanted.after))
    return where


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


async def counts(session: AsyncSession, unit_id: str, conference_id: UUID) -> dict[str, int]:
    """How many visible questions stand in each state, how many came late, how many forms there are."""
    columns: list[Any] = [func.count().filter(Question.state == state).label(state.value) for state in State]
    columns.append(func.count().filter(Question.is_late.is_(True)).label("late"))
    columns.append(func.count(func.distinct(Question.registration_id)).label("forms"))
    columns.append(func.count().label("questions"))
    where = (Question.unit_id == unit_id, Question.conference_id == conference_id, Question.restricted.is_(False))
    row = (await session.execute(select(*columns).where(*where))).one()
    return dict(row._mapping)
