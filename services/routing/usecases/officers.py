"""Add officers, change what they may do, give them a new password."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.store.tables import OfficerRow
from services.routing.usecases.sign_in import HASHER, verify
from shared.database.alone import alone
from shared.identity import Role
from shared.ids import CODE_ALPHABET, new_id
from shared.refusals import NotFound, Refusal

SHORTEST_PASSWORD = 10


class UsernameTaken(Refusal):
    """Another officer, perhaps of another unit, signs in with this name."""

    code = "username_taken"


class WeakPassword(Refusal):
    """Shorter than ten characters."""

    code = "weak_password"


class WrongOldPassword(Refusal):
    """The present password was not repeated correctly."""

    code = "wrong_old_password"


class LastAdministrator(Refusal):
    """The unit would be left without anybody who can manage it."""

    code = "last_administrator"


@dataclass(frozen=True, slots=True)
class NewOfficer:
    """What the administrator fills in."""

    username: str
    full_name: str
    title: str
    roles: tuple[Role, ...]
    department: str = ""
    point: str = ""


def temporary_password(row: OfficerRow, secret: str) -> str:
    """The password to hand over on paper: `K7QM-2DXA-9PRT`.

    Derived, not stored: the administrator can read it again until the officer has chosen an own one.
    """
    message = f"temporary-password\n{row.id}\n{row.password_issue}".encode()
    digest = hmac.new(secret.encode(), message, hashlib.sha256).digest()
    symbols = "".join(CODE_ALPHABET[byte % len(CODE_ALPHABET)] for byte in digest[:12])
    return f"{symbols[:4]}-{symbols[4:8]}-{symbols[8:]}"


async def add_officer(session: AsyncSession, unit_id: str, new: NewOfficer, secret: str, now: datetime) -> OfficerRow:
    """A new account with a temporary password. Refuses a taken name."""
    taken = select(OfficerRow.id).where(func.lower(OfficerRow.username) == new.username.lower())
    if (await session.execute(taken)).first():
        raise UsernameTaken(username=new.username)
    row = OfficerRow(
        id=new_id(),
        unit_id=unit_id,
        username=new.username,
        full_name=new.full_name,
        title=new.title,
        roles=[role.value for role in new.roles],
        department=new.department,
        point=new.point,
        password_hash="",
        password_issue=0,
        must_change_password=True,
        is_active=True,
        created_at=now,
    )
    issue_password(row, secret)
    session.add(row)
    await session.flush()
    return row


async def find_officer(session: AsyncSession, unit_id: str, officer_id: UUID) -> OfficerRow:
    """An officer of the unit, locked. Refuses those of other units as not found."""
    statement = select(OfficerRow).where(OfficerRow.id == officer_id, OfficerRow.unit_id == unit_id).with_for_update()
    row = (await session.execute(statement)).scalar_one_or_none()
    if row is None:
        raise NotFound()
    return row


async def change_officer(session: AsyncSession, row: OfficerRow, new: NewOfficer, is_active: bool) -> None:
    """New name, title, roles, department and point; the next sign-in carries them. Keeps one administrator."""
    stays_admin = is_active and Role.ADMIN in new.roles
    await alone(session, f"administrators of {row.unit_id}")
    if Role.ADMIN.value in row.roles and not stays_admin and await _administrators(session, row.unit_id) < 2:
        raise LastAdministrator()
    row.full_name, row.title, row.department, row.point = new.full_name, new.title, new.department, new.point
    row.roles, row.is_active = [role.value for role in new.roles], is_active


async def _administrators(session: AsyncSession, unit_id: str) -> int:
    statement = select(OfficerRow.roles).where(OfficerRow.unit_id == unit_id, OfficerRow.is_active)
    return sum(Role.ADMIN.value in roles for roles in (await session.execute(statement)).scalars())


def issue_password(row: OfficerRow, secret: str) -> None:
    """A new temporary password; the officer must change it at the next sign-in."""
    row.password_issue += 1
    row.password_hash, row.must_change_password = HASHER.hash(temporary_password(row, secret)), True


def change_password(row: OfficerRow, old: str, new: str) -> None:
    """The officer's own change. Refuses a wrong present password and a short new one."""
    if not verify(row.password_hash, old):
        raise WrongOldPassword()
    set_password(row, new)


def set_password(row: OfficerRow, new: str) -> None:
    """A password the officer chose. Refuses short ones."""
    if len(new) < SHORTEST_PASSWORD:
        raise WeakPassword(least=SHORTEST_PASSWORD)
    row.password_hash, row.must_change_password = HASHER.hash(new), False
