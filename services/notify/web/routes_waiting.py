"""Chờ cấp số, ký: the letters that wait for number and signature, and the choice of those to issue."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import QueryParams

from services.notify.domain.sight import Sight
from services.notify.domain.words import PURPOSE_WORDS
from services.notify.store import letter_reads as reads
from services.notify.store.letter_reads import LetterFilter
from services.notify.store.message_reads import counts
from services.notify.usecases.confirm_issue import propose_issue
from services.notify.usecases.issue import Terms, capacities, series_of
from services.notify.usecases.known import profile_of
from services.notify.web import shell
from services.notify.web.sight import DESK, sight_of
from services.notify.web.typed import find_choice, find_uuid, get_day, get_number, page_number, uuids
from services.notify.web.views import grouped
from shared.calendar.words import local_day
from shared.contracts.notify import Purpose
from shared.identity import Permission
from shared.vietnamese import clean
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import actor_of, needs, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/notify", dependencies=[DESK])
LETTERS = (Purpose.ANSWER, Purpose.TURNED_AWAY)


@router.get("/")
async def waiting(request: Request) -> Response:
    room, unit_id = room_of(request), officer_of(request).unit_id
    wanted, today = filter_of(request.query_params), local_day(room.clock.now())
    page, sight = page_number(request.query_params.get("page", "")), sight_of(request)
    async with room.database.transaction() as session:
        where = reads.waiting_where(unit_id, wanted, sight)
        total = await reads.count_letters(session, *where)
        found = await reads.waiting(session, *where, sight=sight, offset=(page - 1) * reads.PAGE)
        figures = await counts(session, unit_id, sight)
        announced = await reads.conferences(session, unit_id)
        profile = await profile_of(session, unit_id) if found else None
        series = await series_of(session, unit_id, today.year)
        signing, signer = await reads.last_signer(session, unit_id)
    query = shell.query_of(request)
    return room.templates.page(
        request,
        "waiting.html",
        groups=grouped(found),
        shown=len(found),
        total=total,
        wanted=wanted,
        query=query,
        paging=shell.paging("/notify/", query, page, reads.PAGE, total, "thư"),
        figures=shell.figures(figures),
        tabs=shell.tabs("/notify/", figures),
        conferences=[(str(c.conference_id), c.title) for c in announced],
        purposes=shell.options(PURPOSE_WORDS, *LETTERS),
        capacities=[(c.key, c.label) for c in capacities(profile)] if profile else [],
        signing=signing or (found[0].letter.signing if found else ""),
        signer=signer,
        proposed=series.proposed,
        series=series,
        today=today.isoformat(),
        may_issue=sight.ordinary,
    )


def filter_of(query: QueryParams | Form) -> LetterFilter:
    """The filter of an address or form; what cannot be read counts as not asked."""
    return LetterFilter(
        conference=find_uuid(query.get("conference", "")),
        purpose=find_choice(Purpose, query.get("purpose", "")),
        text=clean(query.get("q", ""))[:200],
        incomplete=query.get("incomplete", "") == "1",
    )


@router.post("/issue", dependencies=[needs(Permission.ISSUE_LETTER)])
async def propose(request: Request) -> Response:
    """Keep the choice and go to the page that shows the numbers. Rule: R-001"""
    room, unit_id = room_of(request), officer_of(request).unit_id

    async def work(session: AsyncSession, form: Form) -> Done:
        terms = Terms(
            first_number=get_number(form, "first_number"),
            issued_on=get_day(form, "issued_on"),
            signing=form["signing"],
            signer=" ".join(form["signer"].split())[:120],
            waits_for_signed=form["waits_for_signed"] == "1",
        )
        chosen = await _chosen(session, unit_id, form, sight_of(request))
        issuing_id = await propose_issue(session, unit_id, chosen, terms, actor_of(request), room.clock.now())
        return Done("Xin kiểm tra lại trước khi cấp số.", f"/notify/issue/{issuing_id}")

    return await run_command(request, work)


async def _chosen(session: AsyncSession, unit_id: str, form: Form, sight: Sight) -> list[UUID]:
    """The ticked letters, or all that fit the filter of the list."""
    if form["which"] != "all":
        return uuids(form.all("letter"))
    return await reads.waiting_ids(session, *reads.waiting_where(unit_id, filter_of(form), sight))
