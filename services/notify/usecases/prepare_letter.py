"""What may still be done to a letter: correct its recipient while it waits, keep the signed file that came back."""

import io
from uuid import UUID

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.recipient import Recipient
from services.notify.domain.refusals import AddressNeeded, NameNeeded, NotAPdf, NotPossibleNow
from services.notify.domain.states import LetterState
from services.notify.domain.words import LETTER_TAGS
from services.notify.store.tables import Letter
from services.notify.usecases.stored_files import doom
from services.notify.usecases.waking import ring_after_commit
from shared.clock import real_now
from shared.ids import new_id
from shared.refusals import NotFound
from shared.storage import Store
from shared.vietnamese import read_mail_address, search_form, sort_key

PDF_START = b"%PDF-"
MAX_PAGES = 60


async def locked_letter(session: AsyncSession, unit_id: str, letter_id: UUID) -> Letter:
    """A letter of the unit, locked. Refuses those of other units as not found."""
    letter = await session.get(Letter, letter_id, with_for_update=True)
    if letter is None or letter.unit_id != unit_id:
        raise NotFound()
    return letter


async def correct_recipient(session: AsyncSession, unit_id: str, letter_id: UUID, recipient: Recipient) -> Letter:
    """Another name or address for this letter alone; the register of intake is not touched.

    Refuses an issued letter, an empty name, an e-mail no server would take. Rule: R-095
    """
    letter = await locked_letter(session, unit_id, letter_id)
    _must_wait(letter)
    if not recipient.full_name:
        raise NameNeeded()
    if recipient.email and read_mail_address(recipient.email) is None:
        raise AddressNeeded()
    letter.recipient = recipient.stored()
    letter.sort_key = sort_key(recipient.full_name)
    letter.folded = search_form(f"{letter.code} {recipient.full_name} {recipient.org_name}")
    return letter


async def fetch_recipient_again(session: AsyncSession, unit_id: str, letter_id: UUID) -> Letter:
    """Forget the kept address, so that the register's newest one is fetched. Refuses an issued letter."""
    letter = await locked_letter(session, unit_id, letter_id)
    _must_wait(letter)
    letter.recipient, letter.ask_after = None, real_now()
    ring_after_commit(session)
    return letter


async def keep_signed_file(session: AsyncSession, store: Store, unit_id: str, letter_id: UUID, body: bytes) -> Letter:
    """The signed PDF replaces ours in everything that leaves from now on. Refuses what is no PDF. Rule: R-001"""
    letter = await locked_letter(session, unit_id, letter_id)
    if letter.state is LetterState.VOID or letter.pdf_key == "":
        raise NotPossibleNow(state=LETTER_TAGS[LetterState.VOID].text)
    check_pdf(body)
    key = f"{unit_id}/letters/{letter.id}/signed-{new_id()}.pdf"
    await store.put(key, body, "application/pdf")
    await doom(session, letter.signed_pdf_key)
    letter.signed_pdf_key = key
    ring_after_commit(session)
    return letter


def check_pdf(body: bytes) -> None:
    """Refuses anything that does not open as a PDF of 1 to 60 pages, whatever its name says."""
    if not body.startswith(PDF_START):
        raise NotAPdf()
    try:
        reader = PdfReader(io.BytesIO(body))
        pages = 0 if reader.is_encrypted else len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotAPdf() from error
    if not 1 <= pages <= MAX_PAGES:
        raise NotAPdf()


def _must_wait(letter: Letter) -> None:
    if letter.state is not LetterState.WAITING:
        raise NotPossibleNow(state=LETTER_TAGS[letter.state].text)
