"""Intake's doors: the public portal, the register, the screening desk."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.store.reads_screening import count_waiting
from services.intake.web import (
    routes_conference,
    routes_decisions,
    routes_entry,
    routes_erase,
    routes_export,
    routes_form,
    routes_home,
    routes_receipt,
    routes_register,
    routes_registration,
    routes_scans,
    routes_screening,
    routes_status,
    routes_turn_away,
)
from services.intake.web.desk import reads_hidden
from shared.identity import Officer, Permission
from shared.web.waiting_count import waiting_count


async def to_screen(session: AsyncSession, officer: Officer, _now: datetime) -> int:
    """Questions nobody has judged yet, of those the officer may read."""
    return await count_waiting(session, officer.unit_id, may_read_hidden=reads_hidden(officer))


ROUTERS = (
    waiting_count("intake", Permission.SCREEN_QUESTION, "câu hỏi chờ phân loại", to_screen),
    routes_home.router,
    routes_conference.router,
    routes_form.router,
    routes_receipt.router,
    routes_status.router,
    routes_register.router,
    routes_export.router,
    routes_entry.router,
    routes_scans.router,
    routes_screening.router,
    routes_decisions.router,
    routes_turn_away.router,
    routes_erase.router,
    routes_registration.router,
)
