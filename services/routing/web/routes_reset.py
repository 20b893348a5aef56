"""A new password over the one-time link that the operator printed at the server."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.routing.store.tables import OfficerRow
from services.routing.usecases.reset_link import check_reset_link, use_reset_link
from services.routing.web.routes_sign_in import HOME, checked_form, let_in, password_page, password_problem
from shared.clock import real_now
from shared.refusals import NotFound
from shared.web.guard import public
from shared.web.room import room_of

router = APIRouter(prefix="/dang-nhap/dat-lai", dependencies=[public()])


@router.get("")
async def show(request: Request, officer: UUID, token: str = "") -> Response:
    async with room_of(request).database.transaction() as session:
        row = await check_reset_link(session, officer, token, _secret(request), real_now())
        return _page(request, row, token)


@router.post("")
async def choose(request: Request) -> Response:
    """The chosen password, and straight in."""
    form = await checked_form(request)
    async with room_of(request).database.transaction() as session:
        row = await check_reset_link(session, _uuid(form["officer"]), form["token"], _secret(request), real_now())
        if problem := password_problem(form):
            return _page(request, row, form["token"], problem)
        await use_reset_link(session, row, form["password"], real_now())
    return await let_in(request, row, HOME)


def _page(request: Request, row: OfficerRow, token: str, error: str = "") -> Response:
    lead = f"Chào {row.full_name} (tên đăng nhập {row.username}). Đường dẫn này chỉ dùng được một lần."
    response = password_page(request, "/dang-nhap/dat-lai", lead, row, token, HOME, error)
    response.headers["referrer-policy"] = "no-referrer"  # the address is a key
    return response


def _uuid(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise NotFound() from None


def _secret(request: Request) -> str:
    return room_of(request).settings.link_secret.get_secret_value()
