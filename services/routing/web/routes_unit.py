"""The unit's own facts: what stands on every letter and on the public pages."""

from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.store.tables import Unit
from services.routing.usecases.open_unit import announce
from services.routing.web.typed_points import lines_of, typed_points
from shared.identity import Permission
from shared.profiles import Profile, read_profile
from shared.vietnamese import fold
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

EDITABLE = ("address", "email", "hotline", "office_hours_words")
MOST_MONTHS = 120

router = APIRouter(prefix="/routing/unit", dependencies=[needs(Permission.MANAGE_UNIT)])


@router.get("")
async def show_unit(request: Request) -> Response:
    room = room_of(request)
    async with room.database.transaction() as session:
        unit = await session.get_one(Unit, officer_of(request).unit_id)
    profile = read_profile(unit.profile)
    return room.templates.page(
        request,
        "unit.html",
        unit=profile.unit,
        profile=profile,
        version=unit.version,
        points=lines_of(profile.points),
        points_checked=not any(point.is_default for point in profile.points),
    )


@router.post("")
async def change_unit(request: Request) -> Response:
    """Contact lines, areas and branch points; every other room gets the new version."""
    room, officer = room_of(request), officer_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        unit = await session.get_one(Unit, officer.unit_id, with_for_update=True)
        profile = edited(unit.profile, form, unit.version + 1)
        unit.profile, unit.version = profile.model_dump(mode="json"), unit.version + 1
        announce(session, unit, profile, officer.id, room.clock.now())
        return Done("Đã lưu thông tin đơn vị.", "/routing/unit")

    return await run_command(request, work)


def edited(stored: dict[str, Any], form: Form, version: int) -> Profile:
    """The profile with the form's words. An area keeps its key as long as its name stays."""
    unit = stored["unit"]
    keys = {area["name"]: area["key"] for area in unit["areas"]}
    names = [line.strip() for line in form["areas"].splitlines() if line.strip()]
    areas = [{"key": keys.get(name) or fold(name).replace(" ", "-"), "name": name} for name in names]
    changes = {field: form[field] or unit[field] for field in EDITABLE}
    confirmed = {"areas": areas or unit["areas"], "areas_confirmed": form["areas_confirmed"] == "1"}
    points = typed_points(read_profile(stored), form["points"], is_checked=form["points_checked"] == "1")
    told = {"version": version, "unit": unit | changes | confirmed, "points": points}
    return read_profile(stored | told | {"form": _kept(stored["form"], form["recording_months"])})


def _kept(stored: dict[str, Any], months: str) -> dict[str, Any]:
    """How long recordings are kept; what is no number of months changes nothing. Rule: R-209"""
    if not (months.isascii() and months.isdigit() and 1 <= int(months) <= MOST_MONTHS):
        return stored
    return stored | {"privacy": stored["privacy"] | {"recording_months": int(months)}}
