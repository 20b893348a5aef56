"""Plans, sessions and results as meeting told them: the newest version of each stays."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.question import State
from services.intake.store.tables import Conference, PublishedResult, Question
from shared.contracts.meeting import ConferenceAnnounced, ResultPublished, WatchingChosen
from shared.refusals import NotYet


async def keep_plan(session: AsyncSession, event: ConferenceAnnounced) -> None:
    """Take the plan unless a newer version is here; undecided questions are late or not by the newest one."""
    row = {
        "id": event.conference_id,
        "unit_id": event.unit_id,
        "slug": event.slug,
        "version": event.version,
        "title": event.title,
        "venue": event.venue,
        "starts_at": event.starts_at,
        "opens_at": event.registration_opens_at,
        "closes_at": event.registration_closes_at,
        "announced": event.model_dump(mode="json"),
    }
    statement = insert(Conference).values(row)
    newer = Conference.version < statement.excluded.version
    await session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=row, where=newer))
    await _recompute_lateness(session, event.conference_id)


async def _recompute_lateness(session: AsyncSession, conference_id: UUID) -> None:
    """The same rule as `domain.window.is_late`, for every undecided question at once."""
    mine = Conference.id == Question.conference_id
    closes_at = select(Conference.closes_at).where(mine).scalar_subquery()
    version = select(Conference.version).where(mine).scalar_subquery()
    await session.execute(
        update(Question)
        .where(Question.conference_id == conference_id, Question.state == State.RECEIVED)
        .values(is_late=Question.received_at >= closes_at, plan_version=version)
        .execution_options(synchronize_session=False)
    )


async def mark_session(
    session: AsyncSession,
    conference_id: UUID,
    *,
    opened_at: datetime | None = None,
    concluded_at: datetime | None = None,
) -> None:
    """Note that the session opened or ended. Raises `NotYet` when its plan is still on the way."""
    values = {"opened_at": opened_at} if opened_at else {"concluded_at": concluded_at}
    statement = update(Conference).where(Conference.id == conference_id).values(values).returning(Conference.id)
    if (await session.execute(statement)).scalar_one_or_none() is None:
        raise NotYet("conference")


async def keep_watching(session: AsyncSession, event: WatchingChosen) -> None:
    """Whether the public pages lead to the picture. Raises `NotYet` when the plan is still on the way."""
    mine = update(Conference).where(Conference.id == event.conference_id)
    chosen = mine.values(watching=event.watching).returning(Conference.id)
    if (await session.execute(chosen)).scalar_one_or_none() is None:
        raise NotYet("conference")


async def keep_result(session: AsyncSession, event: ResultPublished) -> None:
    """Take the reviewed result page unless a newer version is here."""
    row = {
        "conference_id": event.conference_id,
        "unit_id": event.unit_id,
        "version": event.version,
        "published_at": event.occurred_at,
        "summary": event.summary,
        "figures": event.figures,
        "items": [item.model_dump(mode="json") for item in event.items],
    }
    statement = insert(PublishedResult).values(row)
    newer = PublishedResult.version < statement.excluded.version
    await session.execute(statement.on_conflict_do_update(index_elements=["conference_id"], set_=row, where=newer))
