"""Citizens hand in their forms, the office keys in paper and calls, a person screens every question."""

from datetime import datetime
from uuid import UUID

from deploy.demo.person import ActRefused
from deploy.demo.planning import Announced
from deploy.demo.registrations import Handling, Registration
from deploy.demo.staff import Staff
from shared.calendar import to_local
from shared.profiles import Profile

Codes = dict[str, str]


async def hand_in(staff: Staff, profile: Profile, announced: Announced, form: Registration, at: datetime) -> str:
    """Register by the form's own way in; returns the receipt code."""
    conference_id, slug = announced
    fields = _fields(profile, form)
    if form.channel == "web":
        citizen = await staff.house.person()
        await citizen.open(f"/hoi-nghi/{slug}/dang-ky")
        declared = {f"declared-{d.key}": "1" for d in profile.form.declarations}
        response = await citizen.send(f"/hoi-nghi/{slug}/dang-ky", fields | declared | {"step": "send"})
        return _code_in(str(response.url), "da-nhan")
    clerk = await staff.clerk()
    local = to_local(at)
    entry = {
        "conference": str(conference_id),
        "channel": form.channel,
        "received_on": f"{local:%Y-%m-%d}",
        "received_time": f"{local:%H:%M}",
        "read_back": "1",
    }
    response = await clerk.send("/intake/register", fields | entry)
    registration_id = UUID(str(response.url).split("?", maxsplit=1)[0].rsplit("/", 1)[-1])
    return str(await staff.house.value("select code from intake.registrations where id = $1", registration_id))


def _fields(profile: Profile, form: Registration) -> dict[str, str]:
    area = profile.unit.area(form.area)
    address = ", ".join((form.house, area.name if area else form.area, profile.unit.territory))
    texts = {
        "full_name": form.full_name,
        "org_name": form.org_name,
        "phone": form.phone,
        "address": address,
        "email": form.email,
        "content_tthc": form.content_tthc,
        "content_settlement": form.content_settlement,
    }
    choices = {"attend": "yes" if form.attend else "no", "publish_name": "yes" if form.publish_name else "no"}
    return {name: form.typed(text) for name, text in texts.items()} | choices


def _code_in(url: str, before: str) -> str:
    head, _, code = url.rpartition("/")
    if not head.endswith(before):
        raise ActRefused(f"no receipt at {url}")
    return code


async def screen(staff: Staff, code: str, number: int, handling: Handling, codes: Codes) -> None:
    """Decide one question as the data says."""
    office = await staff.office()
    question_id = await staff.house.question_id(f"{code}/{number}")
    page = f"/intake/screening/{question_id}"
    await office.open(page)
    if handling.duplicate_of:
        await office.send(f"{page}/duplicate", {"original_typed": f"{codes[handling.duplicate_of]}/1"})
    elif handling.screening == "accepted":
        await office.send(f"{page}/accept", {"content_group": handling.group})
    else:
        await office.send(f"{page}/turn-away", {"reason": handling.screening})
