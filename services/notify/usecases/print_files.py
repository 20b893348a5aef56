"""The three files of a print run: the letters for a duplex printer, the list for the post, the labels.

They are made from what is stored, so the same run always gives the same bytes.
"""

import asyncio
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.letters import form_code
from services.notify.domain.recipient import Recipient
from services.notify.store.tables import Letter, Message, PrintBatch
from services.notify.usecases.known import profile_of
from services.notify.usecases.print_run import RUN, letters_of
from services.notify.usecases.render import file_key
from shared.calendar.words import local_day
from shared.documents.labels import PostalAddress, address_labels
from shared.documents.letters import CoverRow, cover_list, impose
from shared.documents.model import Letterhead
from shared.documents.numbers import number_text
from shared.documents.pdf import render_pdf, render_pool
from shared.ids import new_id
from shared.refusals import NotFound, Unavailable
from shared.storage import Store

Kind = Literal["letters", "cover", "labels"]
KINDS: tuple[Kind, ...] = ("letters", "cover", "labels")
AT_ONCE = 8
Row = tuple[Message, Letter]


class FilesLost(Unavailable):
    """The store no longer has some letters' files under these keys."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__("letter files")
        self.keys = keys


async def file_of(session: AsyncSession, store: Store, run: PrintBatch, kind: Kind) -> bytes:
    """The stored file, made first when it is not there. The run is locked. Raises `Unavailable`."""
    key: str | None = getattr(run, f"{kind}_key")
    if key:
        try:
            return await store.get(key)
        except NotFound:
            pass
    body = await _make(session, store, run, kind)
    key = f"{run.unit_id}/print/{run.id}/{kind}-{new_id()}.pdf"
    await store.put(key, body, "application/pdf")
    setattr(run, f"{kind}_key", key)
    return body


async def make_missing(session: AsyncSession, store: Store) -> int:
    """Make the files of the oldest run that lacks one; returns how many were made."""
    lacks = or_(PrintBatch.letters_key.is_(None), PrintBatch.cover_key.is_(None), PrintBatch.labels_key.is_(None))
    statement = select(PrintBatch).where(lacks, PrintBatch.size > 0).order_by(PrintBatch.id).limit(1)
    run = (await session.execute(statement.with_for_update(skip_locked=True))).scalar_one_or_none()
    if run is None:
        return 0
    if not await _rows_of(session, run):
        run.size = 0
        return 0
    missing = [kind for kind in KINDS if not getattr(run, f"{kind}_key")]
    for kind in missing:
        await file_of(session, store, run, kind)
    return len(missing)


async def _make(session: AsyncSession, store: Store, run: PrintBatch, kind: Kind) -> bytes:
    rows = await _rows_of(session, run)
    if not rows:
        raise NotFound()
    if kind == "letters":
        return await _impose(store, rows)
    if kind == "labels":
        addresses = [_label(message, letter) for message, letter in rows]
        return await asyncio.get_running_loop().run_in_executor(render_pool, address_labels, addresses)
    unit = (await profile_of(session, run.unit_id)).unit
    letterhead = Letterhead(None, unit.letterhead, unit.place)
    day = run.posted_on or local_day(run.made_at)
    return await render_pdf(cover_list(letterhead, run.name.removeprefix(RUN), day, [_cover(*row) for row in rows]))


async def _rows_of(session: AsyncSession, run: PrintBatch) -> list[Row]:
    """The run's letters, without those taken out of it or erased."""
    return [(message, letter) for message, letter in await letters_of(session, run.id) if letter.pdf_key != ""]


async def _impose(store: Store, rows: list[Row]) -> bytes:
    turn = asyncio.Semaphore(AT_ONCE)

    async def fetch(letter: Letter) -> tuple[str, bytes | None]:
        key = file_key(letter)
        if key is None:
            raise Unavailable("letter files")  # being made again
        async with turn:
            try:
                return key, await store.get(key)
            except NotFound:
                return key, None

    letters = await asyncio.gather(*(fetch(letter) for _, letter in rows))
    if lost := [key for key, body in letters if body is None]:
        raise FilesLost(lost)
    return await asyncio.to_thread(impose, [body for _, body in letters if body is not None])


def _reference(letter: Letter) -> str:
    return f"{number_text(letter.number or 0)}{letter.symbol}"


def _cover(message: Message, letter: Letter) -> CoverRow:
    name = Recipient.of(letter.recipient or {}).addressed
    return CoverRow(_reference(letter), name, message.to_address, message.tracking)


def _label(message: Message, letter: Letter) -> PostalAddress:
    recipient = Recipient.of((letter.recipient or {}) | {"address": message.to_address})
    reference = f"{_reference(letter)} · {form_code(letter.content)}"
    return PostalAddress(recipient.addressed, recipient.address_lines, recipient.phone or None, reference)
