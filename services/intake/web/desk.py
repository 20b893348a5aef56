"""What the pages of intake's staff share: who acts, the tabs, dates and ids in addresses."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.store import reads_screening
from services.intake.store.tables import Conference
from shared.calendar import local_day, short_date
from shared.identity import Officer, Permission
from shared.web.guard import officer_of
from shared.web.room import room_of

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TABS: tuple[tuple[str, str, Permission], ...] = (
    ("Sổ đăng ký", "/intake/", Permission.REGISTER_QUESTION),
    ("Phân loại", "/intake/screening", Permission.SCREEN_QUESTION),
    ("Nhập phiếu", "/intake/register", Permission.REGISTER_QUESTION),
    ("Giữ kín", "/intake/denunciations", Permission.READ_DENUNCIATION),
    ("Xóa dữ liệu", "/intake/erasure", Permission.MANAGE_UNIT),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the room."""

    label: str
    href: str
    current: bool
    count: int | None = None


def reads_hidden(officer: Officer) -> bool:
    """Whether the officer may read what is kept from everybody else."""
    return officer.may(Permission.READ_DENUNCIATION)


async def desk_page(
    request: Request, session: AsyncSession, name: str, *, status: int = 200, **context: Any
) -> Response:
    """A staff page with the room's tabs and the number of questions that wait."""
    officer = officer_of(request)
    waiting = await reads_screening.count_waiting(session, officer.unit_id, may_read_hidden=reads_hidden(officer))
    tabs = [
        Tab(label, href, href == current_tab(request.url.path), waiting if href.endswith("screening") else None)
        for label, href, permission in TABS
        if officer.may(permission)
    ]
    return room_of(request).templates.page(request, name, status=status, tabs=tabs, **context)


def current_tab(path: str) -> str:
    """The tab a page belongs to: the longest address it begins with."""
    return max((href for _, href, _ in TABS if path.startswith(href)), key=len, default="/intake/")


def conference_options(known: list[Conference]) -> list[tuple[str, str]]:
    """Conferences to choose from, newest first."""
    return [(str(one.id), f"{short_date(local_day(one.starts_at))} · {one.title}") for one in known]


def read_cursor(text: str) -> tuple[datetime, str] | None:
    """The time and code a page begins after, or None for the first page and for nonsense."""
    at, _, code = text.partition("_")
    try:
        return EPOCH + timedelta(microseconds=int(at)), code
    except (ValueError, OverflowError):
        return None


def write_cursor(at: datetime, code: str) -> str:
    """Whole microseconds, so that no row is met twice."""
    return f"{(at - EPOCH) // timedelta(microseconds=1)}_{code}"
