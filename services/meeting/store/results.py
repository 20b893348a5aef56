"""The reviewer's desk: what the room knows of each concluded question beside what a person wrote for the public."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.result import Review, Source
from services.meeting.store import minutes
from services.meeting.store import scene as scenes
from services.meeting.store.conferences import profile_of
from services.meeting.store.minutes_tables import ResultItemRow, ResultRow
from services.meeting.store.question_tables import Question
from services.meeting.store.scene import Scene
from shared.contracts.intake import Section

SECTIONS = {Section.PROCEDURE: "Thủ tục hành chính", Section.SETTLEMENT: "Giải quyết thủ tục hành chính"}


async def row_of(session: AsyncSession, conference_id: UUID, unit_id: str, *, lock: bool = False) -> ResultRow:
    """The result's own row, made when it is first asked for."""
    row = await session.get(ResultRow, conference_id, with_for_update=lock)
    if row is None:
        new = insert(ResultRow).values(conference_id=conference_id, unit_id=unit_id)
        await session.execute(new.on_conflict_do_nothing())
        row = await session.get_one(ResultRow, conference_id, with_for_update=lock)
    return row


async def reported(session: AsyncSession, unit_id: str) -> set[UUID]:
    """Conferences whose report to the superior left the house."""
    statement = select(ResultRow.conference_id).where(ResultRow.unit_id == unit_id, ResultRow.reported_on.is_not(None))
    return set((await session.execute(statement)).scalars())


async def reviews(session: AsyncSession, scene: Scene) -> list[Review]:
    """Every concluded question in the order of codes; before the gavel there is none."""
    conference_id = scene.conference.conference_id
    rows = await scenes.log_rows(session, conference_id)
    said = minutes.said_of(scene, rows, await scenes.notes(session, conference_id))
    kept = await _kept(session, conference_id)
    sources = [_source(scene, scene.questions[id_], said) for id_ in scene.state.outcomes if id_ in scene.questions]
    return [_review(source, kept.get(source.question_id)) for source in sorted(sources, key=lambda s: s.code)]


async def _kept(session: AsyncSession, conference_id: UUID) -> dict[UUID, ResultItemRow]:
    statement = select(ResultItemRow).where(ResultItemRow.conference_id == conference_id)
    return {row.question_id: row for row in (await session.execute(statement)).scalars()}


def _source(scene: Scene, question: Question, said: Mapping[UUID, str]) -> Source:
    groups = {group.code: group.name for group in profile_of(scene.conference).plan.contents}
    approved = "\n".join(part for part in (question.answer_text, question.legal_basis) if part)
    return Source(
        question_id=question.question_id,
        code=question.code,
        asked_by=minutes.public_name_of(scene, question.person_id),
        field=groups.get(question.content_group) or SECTIONS[question.section],
        question=question.text,
        answer=said.get(question.question_id) or approved,
        outcome=scene.state.outcomes[question.question_id],
        department=question.department,
    )


def _review(source: Source, row: ResultItemRow | None) -> Review:
    if row is None:
        return Review(source, source.asked_by, source.shown_question, source.shown_answer)
    return Review(
        source=source,
        asked_by=row.asked_by,
        question=row.question,
        answer=row.answer,
        is_reviewed=row.is_reviewed,
        is_edited=(row.question, row.answer) != (source.shown_question, source.shown_answer),
        is_stale=row.base != source.base,
    )
