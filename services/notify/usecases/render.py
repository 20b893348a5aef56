"""The PDF of an issued letter, made once, kept in the store, the same bytes for e-mail and paper."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.letters import letter_document
from services.notify.domain.states import LetterState
from services.notify.store.tables import Letter
from services.notify.usecases.compose import profile_of
from shared.documents.model import Document
from shared.documents.pdf import render_pdf
from shared.storage import Store

BATCH = 20


async def document_of(session: AsyncSession, letter: Letter, public_url: str) -> Document:
    """The letter as it stands: a marked draft until it is issued."""
    return letter_document(
        await profile_of(session, letter.unit_id),
        purpose=letter.purpose.value,
        content=letter.content,
        recipient=letter.recipient,
        number=letter.number,
        symbol=letter.symbol,
        issued_on=letter.issued_on,
        signing=letter.signing,
        signer=letter.signer,
        status_url=f"{public_url}/tra-cuu/{letter.code.split('/')[0]}",
    )


async def unrendered(session: AsyncSession) -> list[Letter]:
    """Issued letters without a stored PDF, oldest first."""
    statement = (
        select(Letter)
        .where(Letter.state == LetterState.ISSUED, Letter.pdf_key.is_(None))
        .order_by(Letter.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    return list((await session.execute(statement)).scalars())


async def render_issued(session: AsyncSession, store: Store, public_url: str) -> int:
    """Make and store the PDFs of newly issued letters; returns how many. Raises `Unavailable`; repeating is safe."""
    letters = await unrendered(session)
    for letter in letters:
        body = await render_pdf(await document_of(session, letter, public_url))
        key = f"{letter.unit_id}/letters/{letter.id}.pdf"
        await store.put(key, body, "application/pdf")
        letter.pdf_key = key
    return len(letters)


async def letter_pdf(letter: Letter, store: Store) -> bytes:
    """The file that leaves the house: the signed one that came back, else our own."""
    key = letter.signed_pdf_key or letter.pdf_key
    assert key, "only issued and rendered letters have a file"
    return await store.get(key)
