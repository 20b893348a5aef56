"""Review each question for the public, publish what was reviewed, and note the report to the superior."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain import minutes_refusals as no
from services.meeting.domain.minutes_figures import figures_of
from services.meeting.domain.result import Source, figures, published
from services.meeting.domain.session import Phase
from services.meeting.store import conferences, results
from services.meeting.store import scene as scenes
from services.meeting.store.conference_tables import Status
from services.meeting.store.minutes_tables import ResultItemRow
from services.meeting.store.scene import Scene
from services.meeting.usecases.act import By
from shared.contracts.meeting import ResultPublished
from shared.messaging import outbox
from shared.refusals import NotFound


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One question as the reviewer leaves it."""

    question_id: UUID
    asked_by: str
    question: str
    answer: str
    is_reviewed: bool


async def review_item(session: AsyncSession, conference_id: UUID, item: Reviewed, by: By, now: datetime) -> None:
    """Keep the words for the public. Refuses a reviewed question without words."""
    await conferences.find(session, conference_id, by.unit_id)
    await results.row_of(session, conference_id, by.unit_id, lock=True)
    source = await _source(session, conference_id, item.question_id, by)
    if item.is_reviewed and not (item.question and item.answer):
        raise no.ResultItemIncomplete()
    row = ResultItemRow(question_id=item.question_id, conference_id=conference_id, unit_id=by.unit_id)
    row.asked_by = item.asked_by or source.asked_by
    row.question, row.answer, row.is_reviewed = item.question, item.answer, item.is_reviewed
    row.base, row.edited_at, row.edited_by = source.base, now, by.name
    await session.merge(row)


async def write_summary(session: AsyncSession, conference_id: UUID, summary: str, by: By) -> None:
    await conferences.find(session, conference_id, by.unit_id)
    row = await results.row_of(session, conference_id, by.unit_id, lock=True)
    row.summary = summary


async def publish(session: AsyncSession, conference_id: UUID, by: By, now: datetime) -> int:
    """Tell what was reviewed; again after changes, one version higher. Answers how many questions went out.

    Refuses: before the gavel; nothing reviewed.
    Rule: R-042, R-110, R-220, C-22, C-23
    """
    scene = await _scene(session, conference_id, by)
    if scene.state.phase is not Phase.CONCLUDED:
        raise no.SessionNotConcluded()
    row = await results.row_of(session, conference_id, by.unit_id, lock=True)
    items = published(await results.reviews(session, scene))
    if not items:
        raise no.NothingReviewed()
    fact = ResultPublished(
        unit_id=by.unit_id,
        occurred_at=now,
        actor=by.actor,
        conference_id=conference_id,
        version=row.version + 1,
        summary=row.summary,
        figures=figures(figures_of(scene.state)),
        items=items,
    )
    outbox.put(session, fact)
    row.version, row.fact = fact.version, fact.model_dump(mode="json")
    row.published_at, row.published_by = now, by.name
    scene.conference.status = Status.PUBLISHED
    return len(items)


async def note_report(session: AsyncSession, conference_id: UUID, number: str, on: date, by: By) -> None:
    """The report to the superior left the house. Rule: R-009, R-097, C-23, C-24"""
    await conferences.find(session, conference_id, by.unit_id)
    row = await results.row_of(session, conference_id, by.unit_id, lock=True)
    row.report_number, row.reported_on = number, on


async def _source(session: AsyncSession, conference_id: UUID, question_id: UUID, by: By) -> Source:
    for review in await results.reviews(session, await _scene(session, conference_id, by)):
        if review.source.question_id == question_id:
            return review.source
    raise NotFound()


async def _scene(session: AsyncSession, conference_id: UUID, by: By) -> Scene:
    await conferences.find(session, conference_id, by.unit_id)
    return await scenes.load(session, conference_id)
