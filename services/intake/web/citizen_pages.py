"""What every citizen page knows: whose it is, and how that unit is reached."""

from typing import Any

from fastapi import Request, Response

from services.intake.store.units import Contact
from shared.profiles import Profile
from shared.web.room import room_of


def citizen_page(request: Request, name: str, profile: Profile, *, status: int = 200, **context: Any) -> Response:
    """A page in the name of one unit."""
    shown = {"profile": profile, "unit_name": profile.unit.body, "contact": Contact.of(profile)}
    return room_of(request).templates.page(request, name, status=status, **shown | context)
