"""Keep what meeting told of a question's film, for the link on the question's page."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.store.question_tables import FilmCopy
from shared.contracts.meeting import ClipChanged


async def copy_film(session: AsyncSession, event: ClipChanged, _now: datetime) -> None:
    """The newest fact counts, whichever comes first."""
    row = {"question_id": event.question_id, "unit_id": event.unit_id, "at": event.occurred_at}
    row |= {"seconds": event.seconds, "path": event.path}
    newer = FilmCopy.at <= event.occurred_at
    statement = insert(FilmCopy).values(row)
    await session.execute(statement.on_conflict_do_update(index_elements=["question_id"], set_=row, where=newer))
