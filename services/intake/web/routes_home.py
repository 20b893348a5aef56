"""The front page: the unit's conferences, or the units where there are several."""

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.store import conferences, units
from services.intake.web.citizen_pages import citizen_page
from services.intake.web.conference_words import by_phase, shown
from shared.profiles import Profile
from shared.web.guard import public
from shared.web.room import room_of

router = APIRouter(dependencies=[public()])


@router.get("/")
async def home(request: Request) -> Response:
    """One unit: its page. Several: each with what it holds now and next."""
    room = room_of(request)
    async with room.database.transaction() as session:
        profiles = await units.list_units(session)
        if len(profiles) == 1:
            return await _unit_page(request, session, profiles[0])
        ahead, now = await conferences.list_ahead(session), room.clock.now()
    units_shown = [(p.unit, [shown(one, now) for one in ahead.get(p.unit.key, ())]) for p in profiles]
    return room.templates.page(request, "units.html", units=units_shown)


@router.get("/don-vi/{unit_id}")
async def unit(request: Request, unit_id: str) -> Response:
    """One unit's conferences."""
    async with room_of(request).database.transaction() as session:
        return await _unit_page(request, session, await units.get_profile(session, unit_id))


async def _unit_page(request: Request, session: AsyncSession, profile: Profile) -> Response:
    now = room_of(request).clock.now()
    published = await conferences.with_results(session, profile.unit.key)
    found = await conferences.list_conferences(session, profile.unit.key)
    groups = by_phase(shown(one, now, has_result=one.id in published) for one in found)
    return citizen_page(request, "home.html", profile, groups=groups, empty=not found)
