"""The electronic form: fill in, check, send. Everything typed travels with the page until it is sent."""

from uuid import UUID, uuid5

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.submission import Submission, problems
from services.intake.domain.window import Phase
from services.intake.store.conferences import PublicPlan, get_plan
from services.intake.store.units import profile_at
from services.intake.usecases.register_online import register_online
from services.intake.web.citizen_pages import citizen_page
from services.intake.web.conference_words import Shown, shown
from services.intake.web.field_errors import say
from services.intake.web.form_view import chosen, fields_of, options_of
from services.intake.web.routes_conference import load
from shared.calendar import letter_date, local_day
from shared.ids import new_id
from shared.profiles import Profile
from shared.web import csrf, flash
from shared.web.commands import Done, run_command, wants_json
from shared.web.forms import Form, read_form
from shared.web.guard import public
from shared.web.room import room_of

router = APIRouter(prefix="/hoi-nghi/{slug}", dependencies=[public()])
SHEET = "sheet"  # the id of one blank form; it travels through all three steps
STAYS_OPEN = frozenset({Phase.OPEN, Phase.LATE})


@router.get("/dang-ky")
async def blank(request: Request, slug: str) -> Response:
    """The form, or what to do while it is closed. A late question is taken in writing even during the session."""
    conference, profile, result = await load(request, slug)
    one = shown(conference, room_of(request).clock.now(), has_result=result is not None)
    in_writing = one.phase is Phase.IN_SESSION and "bang-van-ban" in request.query_params
    if one.phase not in STAYS_OPEN and not in_writing:
        return citizen_page(request, "form_closed.html", profile, conference=one)
    return _form_page(request, profile, one, Form(), {})


@router.post("/dang-ky")
async def handed_in(request: Request, slug: str) -> Response:
    """One address for three steps: `check` shows the answers, `edit` goes back, `send` stores. Rule: R-026, R-128"""
    room = room_of(request)
    form = await read_form(request)
    async with room.database.reading() as session:
        plan = await get_plan(session, slug)
        profile = await profile_at(session, plan.unit_id, plan.profile_version)
    submission = read(form, profile)
    wrong = problems(submission, [d.key for d in profile.form.declarations if d.required])
    if form["step"] == "send" and not wrong and _is_fresh(request, form):
        return await _send(request, slug, plan, profile, submission)
    return await _shown_again(request, slug, form, profile, {} if form["step"] == "edit" else wrong)


def read(form: Form, profile: Profile) -> Submission:
    """The submission in a form; choices not made take their fallback, sentences of the profile only."""
    words = profile.form
    return Submission.read(
        form,
        form.get("attend", words.attendance.fallback),
        form.get("publish_name", words.publication.fallback),
        (d.key for d in words.declarations if form[f"declared-{d.key}"]),
    )


def sheet_of(form: Form) -> UUID:
    """The sheet the person is filling in; a new one when none came along."""
    try:
        return UUID(form[SHEET])
    except ValueError:
        return new_id()


def command_of(sheet: UUID, submission: Submission) -> UUID:
    """The same words on the same sheet are the same command, so Back and a second click end at the first receipt."""
    return uuid5(sheet, repr(submission))


def _is_fresh(request: Request, form: Form) -> bool:
    """Whether the form comes from our page in this browser; scripts are told so, people get their page again."""
    try:
        csrf.check(request, form[csrf.FIELD], room_of(request).settings.link_secret.get_secret_value())
    except csrf.StaleForm:
        if wants_json(request):
            raise
        return False
    return True


async def _send(request: Request, slug: str, plan: PublicPlan, profile: Profile, submission: Submission) -> Response:
    async def work(session: AsyncSession, _: Form) -> Done:
        receipt = await register_online(session, plan, profile, submission, room_of(request).clock.now())
        return Done("Đã nhận phiếu của ông/bà.", f"/hoi-nghi/{slug}/da-nhan/{receipt.code}")

    response = await run_command(request, work)
    response.delete_cookie(flash.COOKIE)  # the receipt says it better
    return response


async def _shown_again(request: Request, slug: str, form: Form, profile: Profile, wrong: dict[str, str]) -> Response:
    """The form again with what is wrong, or the answers to check; nothing that was typed is lost."""
    now = room_of(request).clock.now()
    conference, _, result = await load(request, slug)
    one = shown(conference, now, has_result=result is not None)
    if form["step"] == "edit" or wrong:
        return _form_page(request, profile, one, form, say(wrong, profile))
    stale, sheet = form["step"] == "send", sheet_of(form)
    page = citizen_page(
        request,
        "check.html",
        profile,
        status=403 if stale else 200,
        conference=one,
        fields=fields_of(profile),
        form=form,
        sheet=sheet,
        command=command_of(sheet, read(form, profile)),
        attend=chosen(profile.form.attendance, form["attend"]),
        publish=chosen(profile.form.publication, form["publish_name"]),
        today=letter_date(local_day(now)),
        late=one.phase is not Phase.OPEN,
        stale=stale,
    )
    return _kept_for_back(page)


def _form_page(request: Request, profile: Profile, one: Shown, form: Form, errors: dict[str, str]) -> Response:
    page = citizen_page(
        request,
        "form.html",
        profile,
        status=422 if errors else 200,
        conference=one,
        fields=fields_of(profile),
        attendance=options_of(profile.form.attendance),
        publication=options_of(profile.form.publication),
        form=form,
        sheet=sheet_of(form),
        errors=errors,
    )
    return _kept_for_back(page)


def _kept_for_back(page: Response) -> Response:
    """This browser may show the page again on Back; without that it shows an error in place of a sent form."""
    page.headers["cache-control"] = "private, no-cache"
    return page
