"""How many letters wait for number and signature, for the menu of every page."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.sight import Sight
from services.notify.store.letter_reads import LetterFilter, count_letters, waiting_where
from shared.identity import Officer, Permission
from shared.web.waiting_count import waiting_count


async def to_issue(session: AsyncSession, officer: Officer, _now: datetime) -> int:
    """As many as the officer's list has."""
    sight = Sight(officer.may(Permission.ISSUE_LETTER), officer.may(Permission.READ_DENUNCIATION))
    return await count_letters(session, *waiting_where(officer.unit_id, LetterFilter(), sight))


router = waiting_count("notify", Permission.ISSUE_LETTER, "thư chờ cấp số, ký", to_issue)
