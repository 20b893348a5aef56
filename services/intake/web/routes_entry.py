"""Keying in: a paper form with its scan and legal time of receipt, a question over the telephone. Rule: R-092"""

from datetime import datetime

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.reception import is_odd_time
from services.intake.domain.submission import LONGEST
from services.intake.store import conferences, units
from services.intake.store.rows import Scan
from services.intake.store.tables import Conference
from services.intake.store.uploads import kept_of
from services.intake.usecases.register_paper import register_paper
from services.intake.web.desk import conference_options, desk_page
from services.intake.web.entry_form import ENTERED, defaults, read_entry
from services.intake.web.field_errors import say
from services.intake.web.scan_uploads import take_scans, write_note
from services.intake.web.words import CHANNEL_WORDS
from shared.identity import Permission
from shared.web import csrf
from shared.web.commands import Done, read_command_id, run_command
from shared.web.forms import Form, read_form
from shared.web.guard import actor_of, needs, officer_of
from shared.web.room import room_of

LATE = "Phiếu đến sau thời hạn: trả lời bằng văn bản."
ODD_TIME = "Thời điểm nhận nằm ngoài giờ hành chính: xin xem lại ngày, giờ."
router = APIRouter(prefix="/intake/register", dependencies=[needs(Permission.REGISTER_QUESTION)])


@router.get("")
async def blank(request: Request) -> Response:
    """An empty entry page; `conference` and `channel` stay chosen while a pile is keyed in."""
    kept = {name: [request.query_params[name]] for name in ("conference", "channel") if name in request.query_params}
    return await _page(request, Form(kept), {}, ())


@router.post("")
async def save(request: Request) -> Response:
    """Scans go to the bucket, then the form is stored once."""
    room, officer = room_of(request), officer_of(request)
    form = await read_form(request)
    csrf.check(request, form[csrf.FIELD], room.settings.link_secret.get_secret_value())
    scans = await take_scans(request, form, officer.unit_id, read_command_id(request, form))
    now = room.clock.now()
    async with room.database.transaction() as session:
        profile = await units.get_profile(session, officer.unit_id)
        known = await conferences.list_conferences(session, officer.unit_id)
        calendar = await units.calendar_of(session, officer.unit_id)
        kept = await kept_of(session, {scan.key for scan in scans})
    if len(kept) < len({scan.key for scan in scans}):
        still = tuple(scan for scan in scans if scan.key in kept)
        return await _page(request, form, say({"scans": "gone"}, profile), still)
    entry = read_entry(form, profile, known, scans, actor_of(request), now)
    if entry.incoming is None or entry.conference is None:
        return await _page(request, form, say(entry.errors, profile), scans)
    incoming, conference = entry.incoming, entry.conference

    async def work(session: AsyncSession, fields: Form) -> Done:
        receipt = await register_paper(session, conference, profile, incoming, now)
        odd = is_odd_time(incoming.channel, incoming.received_at, calendar, profile.unit.office_hours)
        notes = (LATE if receipt.is_late else "", ODD_TIME if odd else "")
        again = f"/intake/register?conference={conference.id}&channel={incoming.channel}#f-full_name"
        place = again if fields["next"] else f"/intake/registrations/{receipt.registration_id}"
        return Done(" ".join(filter(None, (f"Đã ghi phiếu {receipt.code} vào sổ.", *notes))), place)

    return await run_command(request, work)


async def _page(request: Request, form: Form, errors: dict[str, str], scans: tuple[Scan, ...]) -> Response:
    room, unit_id = room_of(request), officer_of(request).unit_id
    async with room.database.transaction() as session:
        profile = await units.get_profile(session, unit_id)
        known = await conferences.list_conferences(session, unit_id)
        if not known:
            return await desk_page(request, session, "register_empty.html")
        shown = defaults(form, room.clock.now(), _next_up(known, room.clock.now()).id)
        return await desk_page(
            request,
            session,
            "entry.html",
            status=422 if errors else 200,
            profile=profile,
            conferences_options=conference_options(known),
            form=shown,
            errors=errors,
            limits=LONGEST,
            channels=[(channel.value, CHANNEL_WORDS[channel]) for channel in ENTERED],
            scans=[(scan, write_note(request, scan)) for scan in scans],
        )


def _next_up(known: list[Conference], now: datetime) -> Conference:
    """The conference a form on the desk is most likely for: one that takes forms, else the next, else the last."""
    taking = [one for one in known if one.opens_at <= now < one.closes_at]
    ahead = [one for one in known if not one.concluded_at]
    return min(taking or ahead or known[:1], key=lambda one: one.starts_at)
