"""Officers of the unit: who they are, what they may do, a new password when one is forgotten."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.store.tables import AccountEvent, OfficerRow, Unit
from services.routing.usecases import officers
from services.routing.usecases.reset_link import account_history, note_account
from services.routing.web.views import Entry
from shared.calendar import instant_words
from shared.clock import real_now
from shared.identity import ROLE_WORDS, Permission, Role
from shared.profiles import Profile, read_profile
from shared.refusals import Refusal
from shared.vietnamese import sort_key
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

ACCOUNT_WORDS = {
    "reset_by_admin": "Quản trị đặt lại mật khẩu",
    "reset_link_made": "Mở đường dẫn đặt lại mật khẩu, tại máy chủ",
    "reset_link_used": "Đặt mật khẩu mới bằng đường dẫn",
}
router = APIRouter(prefix="/routing/officers", dependencies=[needs(Permission.MANAGE_UNIT)])


class IncompleteOfficer(Refusal):
    """A name, a sign-in name or a role is missing."""

    code = "incomplete_officer"
    status = 422


class PointNeeded(Refusal):
    """Who runs a branch point must be given one of the unit's points."""

    code = "point_needed"
    status = 422


@router.get("")
async def listing(request: Request) -> Response:
    room, unit_id = room_of(request), officer_of(request).unit_id
    async with room.database.transaction() as session:
        statement = select(OfficerRow).where(OfficerRow.unit_id == unit_id)
        rows = sorted((await session.execute(statement)).scalars(), key=lambda row: sort_key(row.full_name))
        profile = await _profile(session, unit_id)
    return room.templates.page(
        request,
        "officers.html",
        officers=rows,
        departments=_departments(profile),
        points=_points(profile),
        role_words=_role_words(),
    )


@router.get("/new")
async def show_new(request: Request) -> Response:
    return await _form_page(request, None)


@router.get("/{officer_id}")
async def show_one(request: Request, officer_id: UUID) -> Response:
    room, unit_id = room_of(request), officer_of(request).unit_id
    async with room.database.transaction() as session:
        row = await officers.find_officer(session, unit_id, officer_id)
    return await _form_page(request, row)


@router.post("/new")
async def add(request: Request) -> Response:
    room, unit_id = room_of(request), officer_of(request).unit_id

    async def work(session: AsyncSession, form: Form) -> Done:
        new = _read(form, await _profile(session, unit_id))
        row = await officers.add_officer(session, unit_id, new, _secret(request), room.clock.now())
        return Done(f"Đã thêm {row.full_name}.", f"/routing/officers/{row.id}")

    return await run_command(request, work)


@router.post("/{officer_id}")
async def change(request: Request, officer_id: UUID) -> Response:
    unit_id = officer_of(request).unit_id

    async def work(session: AsyncSession, form: Form) -> Done:
        row = await officers.find_officer(session, unit_id, officer_id)
        new = _read(form, await _profile(session, unit_id), row.username)
        await officers.change_officer(session, row, new, form["is_active"] == "1")
        return Done(
            f"Đã lưu tài khoản {row.full_name}. Thay đổi có hiệu lực từ lần đăng nhập sau.", "/routing/officers"
        )

    return await run_command(request, work)


@router.post("/{officer_id}/password")
async def reset(request: Request, officer_id: UUID) -> Response:
    unit_id = officer_of(request).unit_id

    async def work(session: AsyncSession, _form: Form) -> Done:
        row = await officers.find_officer(session, unit_id, officer_id)
        officers.issue_password(row, _secret(request))
        await note_account(session, row, "reset_by_admin", officer_of(request).name, real_now())
        return Done(f"Đã đặt lại mật khẩu của {row.full_name}.", f"/routing/officers/{row.id}")

    return await run_command(request, work)


def _read(form: Form, profile: Profile, username: str = "") -> officers.NewOfficer:
    roles = tuple(Role(role) for role in form.all("roles") if role in set(Role))
    new = officers.NewOfficer(
        username or form["username"],
        form["full_name"],
        form["title"],
        roles,
        form["department"],
        form["point"] if Role.POINT_OPERATOR in roles else "",
    )
    if not (new.username and new.full_name and new.roles):
        raise IncompleteOfficer()
    if Role.POINT_OPERATOR in roles and profile.point(new.point) is None:
        raise PointNeeded()
    return new


def _secret(request: Request) -> str:
    return room_of(request).settings.link_secret.get_secret_value()


async def _form_page(request: Request, row: OfficerRow | None) -> Response:
    room, unit_id = room_of(request), officer_of(request).unit_id
    async with room.database.transaction() as session:
        profile = await _profile(session, unit_id)
        history = _lines(await account_history(session, row.id)) if row else []
    roles = [(role.value, words) for role, words in ROLE_WORDS.items()]
    temporary = officers.temporary_password(row, _secret(request)) if row and row.must_change_password else ""
    return room.templates.page(
        request,
        "officer.html",
        row=row,
        departments=_departments(profile),
        points=_points(profile),
        roles=roles,
        temporary=temporary,
        history=history,
    )


def _lines(events: Sequence[AccountEvent]) -> list[Entry]:
    return [
        Entry(ACCOUNT_WORDS[one.what], instant_words(one.at), one.at.isoformat(), one.who, "", "neutral")
        for one in events
    ]


async def _profile(session: AsyncSession, unit_id: str) -> Profile:
    return read_profile((await session.get_one(Unit, unit_id)).profile)


def _departments(profile: Profile) -> Mapping[str, str]:
    return {d.key: d.name for d in profile.departments}


def _points(profile: Profile) -> Mapping[str, str]:
    return {point.key: point.name for point in profile.points}


def _role_words() -> dict[str, str]:
    return {role.value: words for role, words in ROLE_WORDS.items()}
