"""Words among officers: comments on a question, and reports of departments to the host office."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain.refusals import ReasonNeeded
from services.routing.store.frozen import profile_of
from services.routing.store.question_tables import CommentRow, UnitReport
from services.routing.store.questions import read
from services.routing.usecases.holding import must_see_work
from services.routing.usecases.telling import Who
from shared.identity import Officer
from shared.ids import new_id
from shared.refusals import NotFound

REPORT_KINDS = ("direction", "difficulty")


async def comment(session: AsyncSession, by: Officer, question_id: UUID, text: str, now: datetime) -> None:
    """Seen by holder, host office and leader. Rule: R-013"""
    row = await read(session, by.unit_id, question_id)
    must_see_work(row, by)
    if not text:
        raise ReasonNeeded()
    session.add(
        CommentRow(
            id=new_id(),
            unit_id=row.unit_id,
            question_id=row.id,
            at=now,
            who=Who.of(by).name,
            department=by.department,
            text=text,
        )
    )


async def report_to_office(
    session: AsyncSession, by: Officer, kind: str, conference_id: UUID | None, text: str, now: datetime
) -> None:
    """A direction of the chair carried out, or a difficulty with the plan. Rule: R-118, R-123"""
    if not text or kind not in REPORT_KINDS:
        raise ReasonNeeded()
    department = (await profile_of(session, by.unit_id)).department(by.department)
    session.add(
        UnitReport(
            id=new_id(),
            unit_id=by.unit_id,
            conference_id=conference_id,
            kind=kind,
            department=by.department,
            department_name=department.name if department else "",
            text=text,
            who=Who.of(by).name,
            at=now,
            noted_by="",
            noted_at=None,
        )
    )


async def note_report(session: AsyncSession, by: Officer, report_id: UUID, now: datetime) -> None:
    """The host office has read it and will compile it for the leaders. Rule: R-123"""
    report = await session.get(UnitReport, report_id, with_for_update=True)
    if report is None or report.unit_id != by.unit_id:
        raise NotFound()
    if report.noted_at is None:
        report.noted_by, report.noted_at = Who.of(by).name, now
