"""Stored files that must go: noted in the transaction, deleted by a loop, because the store is outside of it."""

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.store.tables import DoomedFile, Letter, PrintBatch
from shared.storage import Store


async def doom(session: AsyncSession, *keys: str | None) -> None:
    """Have stored files deleted soon."""
    if rows := [{"key": key} for key in keys if key]:
        await session.execute(insert(DoomedFile).values(rows).on_conflict_do_nothing())


async def forget_files(session: AsyncSession, run: PrintBatch) -> None:
    """The run's files no longer fit its letters: they are made again."""
    await doom(session, run.letters_key, run.cover_key, run.labels_key)
    run.letters_key = run.cover_key = run.labels_key = None


async def lose_files(session: AsyncSession, keys: Collection[str]) -> None:
    """The store no longer has these files: ours are made again, a signed one is for a person to bring back.

    What was put in the place of one meanwhile stays.
    """
    await session.execute(update(Letter).where(Letter.pdf_key.in_(keys)).values(pdf_key=None))
    await session.execute(update(Letter).where(Letter.signed_pdf_key.in_(keys)).values(signed_pdf_key=None))


async def sweep(session: AsyncSession, store: Store) -> int:
    """Delete doomed files; returns how many. Raises `Unavailable`; repeating is safe."""
    rows = list((await session.execute(select(DoomedFile).limit(50).with_for_update(skip_locked=True))).scalars())
    for row in rows:
        await store.delete(row.key)
        await session.delete(row)
    return len(rows)
