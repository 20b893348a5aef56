"""The PDF of an issued letter, made once, kept in the store, the same bytes for e-mail and paper."""

import asyncio

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.letters import Issue, form_code, letter_document
from services.notify.domain.recipient import Recipient
from services.notify.domain.states import LetterState
from services.notify.store.tables import Letter
from services.notify.usecases.known import profile_of
from services.notify.usecases.waking import ring_after_commit
from shared.documents.model import Document
from shared.documents.pdf import render_pdf
from shared.storage import Store

BATCH = 20


async def document_of(session: AsyncSession, letter: Letter, public_url: str) -> Document:
    """The letter as it stands: a marked draft until it is issued. Rule: R-001"""
    return letter_document(
        await profile_of(session, letter.unit_id),
        letter.purpose,
        letter.content,
        None if letter.recipient is None else Recipient.of(letter.recipient),
        Issue(letter.number, letter.symbol, letter.issued_on, letter.signing, letter.signer),
        f"{public_url}/tra-cuu/{form_code(letter.content)}",
    )


async def render_issued(session: AsyncSession, store: Store, public_url: str) -> int:
    """Make and store the PDFs of newly issued letters; returns how many. Raises `Unavailable`; repeating is safe."""
    statement = (
        select(Letter)
        .where(Letter.state == LetterState.ISSUED, Letter.pdf_key.is_(None))
        .order_by(Letter.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    letters = list((await session.execute(statement)).scalars())
    documents = [await document_of(session, letter, public_url) for letter in letters]
    keys = await asyncio.gather(*(_store(store, one, made) for one, made in zip(letters, documents, strict=True)))
    for letter, key in zip(letters, keys, strict=True):
        letter.pdf_key = key
    if letters:
        ring_after_commit(session)
    return len(letters)


async def _store(store: Store, letter: Letter, document: Document) -> str:
    key = f"{letter.unit_id}/letters/{letter.id}/letter.pdf"
    await store.put(key, await render_pdf(document), "application/pdf")
    return key


def file_key(letter: Letter) -> str | None:
    """The file that leaves the house: the signed one that came back, else our own; `None` while there is none."""
    if letter.waits_for_signed:
        return letter.signed_pdf_key or None
    return letter.signed_pdf_key or letter.pdf_key or None
