"""Choose letters to issue, look at the range of numbers, confirm: what was shown is what happens."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.refusals import NotPossibleNow
from services.notify.store.tables import Issuing
from services.notify.usecases.issue import Terms, check_terms, issue_letters, waiting_letters
from shared.identity.actor import Actor
from shared.ids import new_id
from shared.refusals import NotFound


async def propose_issue(
    session: AsyncSession, unit_id: str, letter_ids: Sequence[UUID], terms: Terms, actor: Actor, now: datetime
) -> UUID:
    """Keep the choice for the page that asks to confirm; nothing is issued yet. Refuses what could not be."""
    letters = await waiting_letters(session, unit_id, letter_ids)
    await check_terms(session, unit_id, terms, len(letters), now)
    issuing = Issuing(
        id=new_id(),
        unit_id=unit_id,
        letter_ids=[str(letter.id) for letter in letters],
        first_number=terms.first_number,
        issued_on=terms.issued_on,
        signing=terms.signing,
        signer=terms.signer,
        waits_for_signed=terms.waits_for_signed,
        made_by=actor.name,
        made_at=now,
        done_count=0,
    )
    session.add(issuing)
    return issuing.id


async def confirm_issue(session: AsyncSession, unit_id: str, issuing_id: UUID, actor: Actor, now: datetime) -> Issuing:
    """Issue exactly the letters that were shown. Refuses a second time. Rule: R-001"""
    issuing = await session.get(Issuing, issuing_id, with_for_update=True)
    if issuing is None or issuing.unit_id != unit_id:
        raise NotFound()
    if issuing.done_at:
        raise NotPossibleNow(state="Đã ban hành")
    letters = await issue_letters(session, unit_id, ids_of(issuing), terms_of(issuing), actor, now)
    issuing.done_at, issuing.done_count = now, len(letters)
    return issuing


def ids_of(issuing: Issuing) -> list[UUID]:
    return [UUID(one) for one in issuing.letter_ids]


def terms_of(issuing: Issuing) -> Terms:
    return Terms(issuing.first_number, issuing.issued_on, issuing.signing, issuing.signer, issuing.waits_for_signed)
