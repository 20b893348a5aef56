"""The one-time link with which an administrator who forgot the password chooses a new one.

Only whoever stands at the server can ask for it (`make reset-link`). Making it and using it are both kept.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.store.tables import AccountEvent, OfficerRow, SignInAttempt
from services.routing.usecases.officers import set_password
from services.routing.usecases.open_unit import unit_keys
from shared.identity import Role
from shared.identity.links import is_valid_link, sign_link
from shared.refusals import Refusal

PURPOSE = "reset-password"
LIFETIME = timedelta(minutes=30)
AT_THE_SERVER = "Người vận hành máy chủ"


class NobodyToReset(Refusal):
    """No unit yet, no such administrator, or several and none was named; `why` is the sentence."""

    code = "nobody_to_reset"


class ResetLinkUsed(Refusal):
    """The link is spent, expired or wrong."""

    code = "reset_link_used"
    status = 403


async def make_reset_link(session: AsyncSession, username: str, secret: str, at: datetime) -> tuple[OfficerRow, str]:
    """The administrator and the token of the link; `at` is real time. Refuses when nobody can be meant."""
    row = _meant(await _administrators(session), username, has_unit=bool(await unit_keys(session)))
    await note_account(session, row, "reset_link_made", AT_THE_SERVER, at)
    return row, sign_link(PURPOSE, _subject(row), secret, at + LIFETIME)


async def check_reset_link(
    session: AsyncSession, officer_id: UUID, token: str, secret: str, at: datetime
) -> OfficerRow:
    """The officer of a link that still holds, locked. Refuses a spent one."""
    row = await session.get(OfficerRow, officer_id, with_for_update=True)
    if row is None or not row.is_active or not is_valid_link(token, PURPOSE, _subject(row), secret, at):
        raise ResetLinkUsed()
    return row


async def use_reset_link(session: AsyncSession, row: OfficerRow, password: str, at: datetime) -> None:
    """The new password ends the link, and the account no longer rests after wrong tries."""
    set_password(row, password)
    await session.execute(delete(SignInAttempt).where(SignInAttempt.username == row.username.lower()))
    await note_account(session, row, "reset_link_used", row.full_name, at)


async def note_account(session: AsyncSession, row: OfficerRow, what: str, who: str, at: datetime) -> None:
    """Add a line to the account's history."""
    line = {"unit_id": row.unit_id, "officer_id": row.id, "what": what, "who": who, "at": at}
    await session.execute(insert(AccountEvent).values(line))


async def account_history(session: AsyncSession, officer_id: UUID) -> Sequence[AccountEvent]:
    """Newest first."""
    found = select(AccountEvent).where(AccountEvent.officer_id == officer_id).order_by(AccountEvent.id.desc())
    return (await session.execute(found)).scalars().all()


async def _administrators(session: AsyncSession) -> list[OfficerRow]:
    statement = select(OfficerRow).where(OfficerRow.is_active).order_by(func.lower(OfficerRow.username))
    return [row for row in (await session.execute(statement)).scalars() if Role.ADMIN.value in row.roles]


def _meant(found: list[OfficerRow], username: str, *, has_unit: bool) -> OfficerRow:
    """The administrator of that name, or the only one."""
    if not has_unit:
        raise NobodyToReset(why="Chưa lập đơn vị nào: hãy mở đường dẫn một lần in trên màn hình make run.")
    named = [row for row in found if not username or row.username.lower() == username.lower()]
    if len(named) == 1:
        return named[0]
    names = ", ".join(row.username for row in found) or "chưa có ai"
    if username:
        raise NobodyToReset(why=f"Không có quản trị nào tên đăng nhập {username}. Quản trị hiện có: {names}.")
    raise NobodyToReset(why=f"Có nhiều quản trị ({names}): hãy gõ make reset-link WHO=<tên đăng nhập>.")


def _subject(row: OfficerRow) -> str:
    """Bound to the present password: once another is set, the link opens nothing."""
    return f"{row.id}\n{row.password_hash}"
