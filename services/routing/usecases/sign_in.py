"""Sign an officer in: name and password, slowed down after failures."""

from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.store.tables import OfficerRow, SignInAttempt, Unit
from shared.identity import Officer, Role
from shared.refusals import Refusal

TRIES = 5
PAUSE = timedelta(minutes=5)
# One core for 30 ms: an office's server is small and a whole town signs in at eight.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODY = HASHER.hash("nobody signs in with this")


class WrongPassword(Refusal):
    """The name or the password is wrong; which of the two is not told."""

    code = "wrong_password"
    status = 401


class TooManyTries(Refusal):
    """Several wrong passwords in a row; the account rests for some minutes."""

    code = "too_many_tries"
    status = 429


async def failures_since(session: AsyncSession, username: str, since: datetime) -> int:
    statement = select(func.count()).where(SignInAttempt.username == username.lower()).where(SignInAttempt.at > since)
    return (await session.execute(statement)).scalar_one()


async def note_failure(session: AsyncSession, username: str, at: datetime) -> None:
    """Committed in its own transaction, so that the refusal does not roll it back."""
    await session.execute(insert(SignInAttempt).values(username=username.lower(), at=at))


async def check_password(session: AsyncSession, username: str, password: str, at: datetime) -> OfficerRow:
    """The officer's row. Refuses wrong pairs and accounts that rest; `at` is real time."""
    if await failures_since(session, username, at - PAUSE) >= TRIES:
        raise TooManyTries(minutes=PAUSE.seconds // 60)
    found = select(OfficerRow).where(func.lower(OfficerRow.username) == username.lower())
    row = (await session.execute(found)).scalar_one_or_none()
    # An unknown name costs the same time as a known one.
    if not verify(row.password_hash if row else NOBODY, password) or row is None or not row.is_active:
        raise WrongPassword()
    await session.execute(delete(SignInAttempt).where(SignInAttempt.username == username.lower()))
    return row


def verify(password_hash: str, password: str) -> bool:
    try:
        return HASHER.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


async def officer_of_row(session: AsyncSession, row: OfficerRow) -> Officer:
    """The officer as the token names them."""
    unit = await session.get_one(Unit, row.unit_id)
    return Officer(
        id=str(row.id),
        unit_id=row.unit_id,
        unit_name=unit.name,
        name=row.full_name,
        roles=tuple(Role(role) for role in row.roles),
        department=row.department,
        title=row.title,
        point=row.point,
    )
