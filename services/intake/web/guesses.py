"""Receipt codes are short: wrong ones are counted by the address they come from, in real time."""

import hashlib
import hmac
from datetime import timedelta
from typing import ClassVar

from fastapi import Request
from sqlalchemy import delete, func, insert, select

from services.intake.store.people import find_by_code
from services.intake.store.tables import CodeMiss, Registration
from shared.clock import real_now
from shared.ids import read_code
from shared.refusals import Refusal
from shared.web.room import room_of

MOST_MISSES = 12
WITHIN = timedelta(minutes=15)


class GuessedTooOften(Refusal):
    """Too many wrong codes from one address."""

    code: ClassVar[str] = "guessed_too_often"
    status: ClassVar[int] = 429


async def find_registration(request: Request, typed: str) -> Registration | None:
    """The form of a typed code, or None. Refuses an address that guessed too often, whatever it asks for now."""
    origin, now = _origin(request), real_now()
    async with room_of(request).database.transaction() as session:
        recent = (CodeMiss.origin == origin, CodeMiss.at > now - WITHIN)
        misses = await session.scalar(select(func.count()).where(*recent))
        if (misses or 0) >= MOST_MISSES:
            raise GuessedTooOften(minutes=int(WITHIN.total_seconds() // 60))
        found = await find_by_code(session, read_code(typed))
        if found is None and typed:
            await session.execute(delete(CodeMiss).where(CodeMiss.at < now - WITHIN))
            await session.execute(insert(CodeMiss.core()), {"origin": origin, "at": now})
        return found


def _origin(request: Request) -> str:
    """A keyed hash of the address: the front door appends the true one as the last."""
    forwarded = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    address = forwarded or (request.client.host if request.client else "")
    secret = room_of(request).settings.link_secret.get_secret_value().encode()
    return hmac.new(secret, b"origin\n" + address.encode(), hashlib.sha256).hexdigest()[:32]
