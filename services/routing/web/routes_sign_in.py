"""Sign in and out. The token it sets is read by every room."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.routing.store.tables import OfficerRow
from services.routing.usecases import officers, sign_in
from shared.clock import real_now
from shared.database.engine import Database
from shared.identity import tokens
from shared.identity.links import is_valid_link, sign_link
from shared.profiles import load_profile
from shared.profiles.demo_accounts import DEMO_ACCOUNTS, PASSWORD
from shared.web import csrf
from shared.web.forms import Form, read_form
from shared.web.guard import public
from shared.web.room import room_of

FIRST_PASSWORD = "first-password"
HOME = "/routing/"

router = APIRouter(dependencies=[public()])


@router.get("/dang-nhap")
async def show_sign_in(request: Request, next: str = "") -> Response:
    return _sign_in_page(request, safe_path(next))


@router.post("/dang-nhap")
async def do_sign_in(request: Request) -> Response:
    """Right pair: the token as a cookie, or first a new password. Wrong pair: the page with a sentence."""
    room, form = room_of(request), await checked_form(request)
    username, next_path = form["username"], safe_path(form["next"])
    try:
        async with room.database.transaction() as session:
            row = await sign_in.check_password(session, username, form["password"], real_now())
    except sign_in.WrongPassword:
        await _note_failure(room.database, username)
        return _sign_in_page(request, next_path, username, "Tên đăng nhập hoặc mật khẩu chưa đúng.", 401)
    except sign_in.TooManyTries as refusal:
        minutes = refusal.facts["minutes"]
        text = f"Đã nhập sai nhiều lần. Xin đợi {minutes} phút rồi thử lại, hoặc nhờ quản trị đặt lại mật khẩu."
        return _sign_in_page(request, next_path, username, text, 429)
    if row.must_change_password:
        return _new_password_page(request, row, next_path)
    return await let_in(request, row, next_path)


@router.post("/dang-nhap/mat-khau-moi")
async def choose_password(request: Request) -> Response:
    """The first sign-in ends with a password of the officer's own."""
    room, form = room_of(request), await checked_form(request)
    secret = room.settings.link_secret.get_secret_value()
    if not is_valid_link(form["token"], FIRST_PASSWORD, form["officer"], secret, real_now()):
        return RedirectResponse("/dang-nhap", status_code=303)
    async with room.database.transaction() as session:
        row = await session.get_one(OfficerRow, form["officer"])
        error = password_problem(form)
        if not error:
            officers.set_password(row, form["password"])
    if error:
        return _new_password_page(request, row, safe_path(form["next"]), error)
    return await let_in(request, row, safe_path(form["next"]))


@router.post("/dang-xuat")
async def sign_out(request: Request) -> Response:
    await checked_form(request)
    response = RedirectResponse("/dang-nhap", status_code=303)
    response.delete_cookie(tokens.COOKIE)
    return response


def safe_path(path: str) -> str:
    """A path of our own to continue at; anything else is the officer's home."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else HOME


async def checked_form(request: Request) -> Form:
    """The form of our own page in this browser."""
    form = await read_form(request)
    csrf.check(request, form[csrf.FIELD], room_of(request).settings.link_secret.get_secret_value())
    return form


async def _note_failure(database: Database, username: str) -> None:
    async with database.transaction() as session:
        await sign_in.note_failure(session, username, real_now())


def password_problem(form: Form) -> str:
    """The sentence that says what is wrong with the chosen password; empty when nothing is."""
    if form["password"] != form["repeat"]:
        return "Hai lần nhập mật khẩu không giống nhau."
    if len(form["password"]) < officers.SHORTEST_PASSWORD:
        return f"Mật khẩu cần ít nhất {officers.SHORTEST_PASSWORD} ký tự."
    return ""


async def let_in(request: Request, row: OfficerRow, next_path: str) -> Response:
    """The token as a cookie, and on to the page."""
    room = room_of(request)
    async with room.database.transaction() as session:
        officer = await sign_in.officer_of_row(session, row)
    response = RedirectResponse(next_path, status_code=303)
    response.set_cookie(
        tokens.COOKIE,
        tokens.sign(officer, room.settings.token_private_key.get_secret_value()),
        max_age=int(tokens.LIFETIME.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=csrf.is_https(request),
    )
    return response


def _sign_in_page(request: Request, next_path: str, username: str = "", error: str = "", status: int = 200) -> Response:
    room = room_of(request)
    units = DEMO_ACCOUNTS if room.settings.demo else {}
    return room.templates.page(
        request,
        "sign_in.html",
        status=status,
        next_path=next_path,
        username=username,
        error=error,
        accounts=[(load_profile(unit_id).unit.body, people) for unit_id, people in units.items()],
        demo_password=PASSWORD if room.settings.demo else "",
    )


def _new_password_page(request: Request, row: OfficerRow, next_path: str, error: str = "") -> Response:
    secret = room_of(request).settings.link_secret.get_secret_value()
    token = sign_link(FIRST_PASSWORD, str(row.id), secret, real_now() + sign_in.PAUSE * 3)
    lead = f"Chào {row.full_name}. Mật khẩu quản trị cấp chỉ dùng một lần; xin đặt mật khẩu mới."
    return password_page(request, "/dang-nhap/mat-khau-moi", lead, row, token, next_path, error)


def password_page(
    request: Request, action: str, lead: str, row: OfficerRow, token: str, next_path: str, error: str
) -> Response:
    """Where an officer who is not signed in chooses a password; `token` opens it."""
    return room_of(request).templates.page(
        request,
        "first_password.html",
        action=action,
        lead=lead,
        token=token,
        officer_id=str(row.id),
        next_path=next_path,
        error=error,
        least=officers.SHORTEST_PASSWORD,
    )
