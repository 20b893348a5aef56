"""Files on their way: noted first, then either taken into a form or swept after a day."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.store.tables import Attachment, Upload


async def note_upload(session: AsyncSession, key: str, now: datetime) -> None:
    """Committed before the file is stored, so that no file lies in the bucket unknown. Again: a day from now."""
    noted = insert(Upload).values(key=key, at=now)
    await session.execute(noted.on_conflict_do_update(index_elements=["key"], set_={"at": now}))


async def kept_of(session: AsyncSession, keys: Collection[str]) -> set[str]:
    """Those whose file is still there, locked against the sweep until the commit."""
    waiting = select(Upload.key).where(Upload.key.in_(list(keys))).order_by(Upload.key).with_for_update()
    kept = set((await session.execute(waiting)).scalars())
    saved = select(Attachment.key).where(Attachment.key.in_(list(keys)))
    return kept | set((await session.execute(saved)).scalars())


async def adopt(session: AsyncSession, keys: Collection[str]) -> None:
    """A form refers to them now."""
    await session.execute(delete(Upload).where(Upload.key.in_(list(keys))))


async def left_over(session: AsyncSession, until: datetime, limit: int) -> list[tuple[Upload, bool]]:
    """The oldest noted up to `until`, locked, each with whether a form refers to it after all."""
    saved = exists().where(Attachment.key == Upload.key)
    statement = select(Upload, saved).where(Upload.at <= until).order_by(Upload.at).limit(limit)
    rows = await session.execute(statement.with_for_update(of=Upload, skip_locked=True))
    return [(upload, is_saved) for upload, is_saved in rows]
