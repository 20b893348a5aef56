"""The one-time link that opens a unit: the unit from a profile, and its first administrator."""

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.usecases import officers
from services.routing.usecases.open_unit import open_unit, unit_keys
from shared.clock import real_now
from shared.database.alone import alone
from shared.identity import Role
from shared.identity.links import UNIT_LINK, is_valid_link
from shared.profiles.load import FILES, load_profile
from shared.refusals import Refusal
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import public
from shared.web.room import Room, room_of

router = APIRouter(dependencies=[public()])


class SetUpLinkUsed(Refusal):
    """The link is spent, expired or wrong; each opens one unit."""

    code = "setup_link_used"
    status = 403


@router.get("/bat-dau")
async def show_setup(request: Request, token: str = "") -> Response:
    room = room_of(request)
    async with room.database.transaction() as session:
        await _check(session, room, token)
        taken = await unit_keys(session)
    profiles = [(key, load_profile(key).unit.body) for key in FILES if key not in taken]
    return room.templates.page(request, "setup.html", token=token, profiles=profiles, least=officers.SHORTEST_PASSWORD)


@router.post("/bat-dau")
async def do_setup(request: Request) -> Response:
    room = room_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        await alone(session, "set up")
        await _check(session, room, form["token"])
        now = room.clock.now()
        unit = await open_unit(session, form["profile"], now)
        admin = officers.NewOfficer(form["username"], form["full_name"], "Quản trị", (Role.ADMIN,))
        row = await officers.add_officer(session, unit.unit_id, admin, _secret(room), now)
        officers.set_password(row, form["password"])
        return Done(f"Đã lập {unit.name}. Xin đăng nhập bằng tài khoản quản trị vừa tạo.", "/dang-nhap")

    return await run_command(request, work)


async def _check(session: AsyncSession, room: Room, token: str) -> None:
    units_open = str(len(await unit_keys(session)))
    if not is_valid_link(token, UNIT_LINK, units_open, _secret(room), real_now()):
        raise SetUpLinkUsed()


def _secret(room: Room) -> str:
    return room.settings.link_secret.get_secret_value()
